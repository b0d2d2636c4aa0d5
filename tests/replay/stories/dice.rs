//! Random choices.

/// Turns random bytes into choices; all zeros is the simplest.
pub struct Dice<'a>(std::slice::Iter<'a, u8>);

impl<'a> Dice<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes.iter())
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |&byte| usize::from(byte) % sides)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) >= 100 - percent
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    /// None, one, or rarely two of them.
    pub fn some<T: Copy>(&mut self, from: &[T]) -> Vec<T> {
        let (count, first) = (self.pick(&[1, 0, 1, 0, 1, 2]), self.roll(from.len()));
        (0..count)
            .map(|step| from[(first + step) % from.len()])
            .collect()
    }
}
