//! Actors, coalitions, places, activities, restrictions and sources.

use super::event::claim;
use super::sheet::Sheet;
use crate::answer::words::{coalition_on, restriction_in_words};
use crate::lookup::Thing;
use crate::model::{ActorId, Catalogue, CoalitionId, Id, Node, RestrictionId, SourceId, Tree};
use crate::timeline::{Sort, Standing};

impl Sheet<'_> {
    pub(super) fn fill(&mut self, thing: Thing) {
        let model = &*self.timeline.model;
        match thing {
            Thing::Actor(id) => self.actor(id),
            Thing::Coalition(id) => self.coalition(id),
            Thing::Theatre(id) => {
                self.node(&model.theatres[id], &model.theatres, &model.places, id);
                self.spoken_of(|event| {
                    event
                        .scope
                        .theatres
                        .as_ref()
                        .is_some_and(|all| all.contains(&id))
                });
            }
            Thing::Activity(id) => {
                self.node(&model.activities[id], &model.activities, &model.doings, id);
                self.spoken_of(|event| {
                    event
                        .scope
                        .activities
                        .as_ref()
                        .is_some_and(|all| all.contains(&id))
                });
            }
            Thing::Source(id) => self.source(id),
            Thing::Event(id) => self.event(id),
            Thing::Restriction(id) => self.restriction(id),
        }
    }

    fn actor(&mut self, id: ActorId) {
        let model = &*self.timeline.model;
        let actor = &model.actors[id];
        self.add("name", &*actor.name);
        self.add_list("also called", &actor.aliases);
        for former in &actor.formerly {
            let until = former
                .until
                .as_ref()
                .map_or_else(String::new, |until| format!(", to {until}"));
            self.add("formerly", format!("{}{until}", former.name));
        }
        self.add_some("ISO 3166-1 alpha-2", actor.alpha_2.as_deref());
        self.add_some(
            "COW number",
            actor.cow.map(|cow| cow.to_string()).as_deref(),
        );
        self.add_date("first day", actor.from.as_ref());
        self.add_date("last day", actor.until.as_ref());
        self.add_some("note", actor.note.as_deref());
        self.add("record", self.texts.at(&actor.place));
        for (coalition, _) in model.coalitions.iter() {
            self.part_in(coalition, id);
        }
        self.spells(|line| {
            line.key.actor == Some(id) && matches!(line.key.sort, Sort::Restriction(_))
        });
        self.spoken_of(|event| event.actor == Some(id) || event.more.with.contains(&id));
    }

    /// An actor's standing and stays in a coalition.
    fn part_in(&mut self, coalition: CoalitionId, actor: ActorId) {
        let timeline = self.timeline;
        let name = &timeline.model.coalitions[coalition].id;
        let (standing, _) = timeline.standing(coalition, actor, self.on);
        if standing != Standing::None {
            self.add(&format!("{name} on {}", self.on), standing.to_string());
        }
        self.spells(|line| {
            line.key.actor == Some(actor)
                && line.key.coalition == Some(coalition)
                && line.key.sort == Sort::Membership
        });
    }

    fn coalition(&mut self, id: CoalitionId) {
        let model = &*self.timeline.model;
        let coalition = &model.coalitions[id];
        self.add("name", coalition_on(self.timeline, id, self.on));
        self.add_list("also called", &coalition.aliases);
        if let Some(whole) = coalition.part_of {
            self.add("part of", &*model.coalitions[whole].id);
        }
        for (part, other) in model.coalitions.iter() {
            if other.part_of == Some(id) {
                self.add("has the part", &*model.coalitions[part].id);
            }
        }
        self.add_some("note", coalition.note.as_deref());
        self.add("record", self.texts.at(&coalition.place));
        let on = self.on;
        let mut actors: Vec<ActorId> = (model.parts(id))
            .flat_map(|part| self.timeline.actors_in(part))
            .collect();
        actors.sort_unstable();
        actors.dedup();
        let members = actors
            .iter()
            .filter(|&&a| self.timeline.member(id, a, on).may_be())
            .count();
        self.add(
            &format!("members on {on}"),
            format!("{members}, parts counted: see `members`"),
        );
        self.spoken_of(|event| event.coalition == Some(id));
    }

    fn node<I: Id>(&mut self, node: &Node<I>, all: &Catalogue<I, Node<I>>, tree: &Tree<I>, id: I) {
        self.add("name", &*node.name);
        self.add_list("also called", &node.aliases);
        for &whole in &node.within {
            self.add("within", &*all[whole].id);
        }
        let below: Vec<&str> = tree
            .below(id)
            .iter()
            .filter(|&&b| b != id)
            .map(|&b| &*all[b].id)
            .collect();
        if !below.is_empty() {
            self.add("holds", below.join(", "));
        }
        self.add_some("note", node.note.as_deref());
        let place = node.place.as_ref().map(|place| self.texts.at(place));
        self.add_some("record", place.as_deref());
    }

    fn restriction(&mut self, id: RestrictionId) {
        let model = &*self.timeline.model;
        let rule = &model.restrictions[id];
        self.add("says", restriction_in_words(model, rule));
        self.add(
            "binds",
            rule.actor
                .map_or("every member", |actor| &model.actors[actor].name),
        );
        self.add_some(
            "level",
            rule.level.map(|level| level.to_string()).as_deref(),
        );
        self.add_some("note", rule.note.as_deref());
        self.spells(|line| line.key.sort == Sort::Restriction(id));
        self.add("laid down by", &*model.events[rule.event].id);
        self.add("record", self.texts.at(&rule.place));
    }

    fn source(&mut self, id: SourceId) {
        let model = &*self.timeline.model;
        let source = &model.sources[id];
        self.add("title", &*source.title);
        self.add_some("publisher", source.publisher.as_deref());
        self.add_some("author", source.more.author.as_deref());
        self.add_date("published", source.published.as_ref());
        self.add_some("url", source.url.as_deref());
        self.add_some("archived", source.more.archived.as_deref());
        self.add_some("language", source.more.language.as_deref());
        self.add_some("note", source.more.note.as_deref());
        self.add("record", self.texts.at(&source.place));
        for (_, event) in model.events.iter() {
            for cited in event.sources.iter().filter(|cited| cited.source == id) {
                self.add(
                    "cited by",
                    format!("`{}`, {}{}", event.id, event.date, claim(cited)),
                );
            }
        }
    }
}
