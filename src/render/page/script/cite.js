// The sentence, the day, the data and the command that gives the same again.

/** A word as a shell takes it. */
function quoted(word) {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}

function membersCommand(view, by = view.state.by) {
  const { in: place, doing } = view.state;
  const words = ['coalition members', quoted(view.sheet.id), '--on', iso(view.day)];
  if (by !== 'declared') words.push('--by', by);
  if (place) words.push('--in', quoted(place));
  if (doing) words.push('--doing', quoted(doing));
  return words.join(' ') + page.options;
}

function mayCommand(view, party, pair) {
  const [activity, theatre] = view.sheet.pairs[pair];
  return `coalition may ${quoted(actorId(party.actor))} ${quoted(page.activities[activity][0])}`
    + ` --in ${quoted(page.theatres[theatre][0])} --coalition ${quoted(view.sheet.id)} --on ${iso(view.day)}${page.options}`;
}

function diffCommand(view, by) {
  const [from, to] = view.against <= view.day ? [view.against, view.day] : [view.day, view.against];
  const onTrack = by === 'declared' ? '' : ` --by ${by}`;
  return `coalition diff ${iso(from)} ${iso(to)} ${quoted(view.sheet.id)}${onTrack}${page.options}`;
}

/** What is cited, line by line: [words, command]. */
function citation(view) {
  const lines = [[view.sentence]];
  if (page.lens) lines.push([`${capital(page.lens)}.`]);
  const events = page.data.events.toLocaleString('en');
  lines.push([`Day: ${iso(view.day)}`], [`Data: ${page.data.hash} (${events} events), ${page.program}`]);
  if (!view.sheet) return lines;
  lines.push(['Command: ', membersCommand(view)]);
  if (!isNarrowed(view.asked)) lines.push(['Operating: ', membersCommand(view, 'operating')]);
  if (view.certain) lines.push(['Counted are the rows with certainty `certain`; the command lists the possible ones too.']);
  // Where no track is chosen, the changes on all four are told, and each is asked for by itself.
  const tracks = view.asked.track === 0 ? TRACKS : [TRACKS[view.asked.track]];
  for (const track of tracks) lines.push([`Changes, ${track}: `, diffCommand(view, track)]);
  return lines;
}

/** Commands are copied as they are run, to the letter; what is seen has no marks that would turn it around. */
function citedText(view) {
  return citation(view).map(([words, command]) => clean(words) + (command || '')).join('\n');
}

function drawCite(view) {
  const box = $('cite-text');
  const text = citedText(view);
  if (box.said === text) return;
  box.said = text;
  const newLine = () => document.createTextNode('\n');
  replace(box, citation(view).map(([words, command], index) => [index > 0 && newLine(), words, command && bdi(command)]));
}

/** Copies a text, by the clipboard where there is one, else by a selection. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text) {
  const field = el('textarea', { readonly: '', class: 'unseen', 'aria-hidden': 'true', tabindex: -1 });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

function listenToCopy() {
  const tell = (done, what) => setText($('copied'), done ? `${what} copied.` : 'It could not be copied: select the text instead.');
  $('copy').addEventListener('click', async () => tell(await copy(citedText(current)), 'Citation'));
  $('copy-link').addEventListener('click', async () => tell(await copy(location.href), 'Address'));
}
