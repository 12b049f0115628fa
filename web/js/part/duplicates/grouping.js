// Which texts of a cluster say the same, which one of each group is kept, and what becomes of its fields. It knows nothing of the page.

const filled = ({ fields }) => Object.values(fields).filter((value) => value.trim()).length;
/** Of equals the first. */
const best = (members, value) => members.reduce((first, each) => (value(each) > value(first) ? each : first));

/** Which of the texts of a group is kept, unless somebody says otherwise. */
export const RULES = {
  found: (members) => members[0],
  longest: (members) => best(members, ({ text }) => text.length),
  oldest: (members) => best(members, ({ since }) => -Date.parse(since)),
  most_fields: (members) => best(members, filled),
};

/** The group of a text that says something of its own. */
export const ALONE = 0;
/** So many groups can be told apart by the digits. */
export const MOST = 9;

/** `members` are {id, title, text, fields, since}, the one that most others are near to first; `rule` is the name of one of `RULES`. */
export function grouping(members, rule) {
  const groups = new Map(members.map((member) => [member, 1]));
  /** What somebody chose to be kept, which no rule changes then. */
  let chosen = new Set();

  const of = (group) => members.filter((member) => groups.get(member) === group);

  function kept(group) {
    const all = of(group);
    return all.find((member) => chosen.has(member)) ?? RULES[rule](all);
  }

  /** The groups of texts that say the same, in order, each with the one that is kept. */
  function together() {
    return Array.from({ length: MOST }, (_, i) => i + 1).filter((group) => of(group).length > 0).map((group) => ({ group, members: of(group), kept: kept(group) }));
  }

  return {
    together,
    group: (member) => groups.get(member),
    isKept: (member) => groups.get(member) === ALONE || kept(groups.get(member)) === member,
    assign(member, group) {
      chosen.delete(member);
      groups.set(member, group);
    },
    keep(member) {
      for (const other of of(groups.get(member))) chosen.delete(other);
      chosen.add(member);
    },
    keepBy(other) {
      rule = other;
    },
    /** The texts that are in a group and not kept. */
    get others() {
      return together().flatMap((each) => each.members.filter((member) => member !== each.kept));
    },
    /** What the server is to do, `apart` if all say something else. */
    request({ apart = false, fill, remove = false }) {
      const alone = apart ? members : of(ALONE);
      const same = apart ? [] : together();
      return {
        groups: [...same.map((each) => each.members.map(({ id }) => id)), ...alone.map(({ id }) => [id])],
        kept: same.map((each) => each.kept.id),
        fields: fill ? 'fill' : 'keep',
        delete: remove,
        seen: Object.fromEntries(members.map(({ id, since }) => [id, since])),
      };
    },
  };
}

/**
 * What the kept text of a group is to be: its `title`, its `fields` ({name, value, from}), of which those with `from` come of another text, and
 * what is `left` behind ({name, value, from}). A kept field that is not blank stays.
 */
export function merged({ kept, members }, fill) {
  const others = members.filter((member) => member !== kept);
  const fields = new Map(Object.entries(kept.fields).map(([name, value]) => [name, { name, value }]));
  const left = [];
  let title = kept.title.trim() ? { value: kept.title } : null;
  for (const { id, title: other, fields: theirs } of others) {
    if (fill && !title && other.trim()) title = { value: other, from: id };
    for (const [name, value] of Object.entries(theirs)) {
      if (!value.trim()) continue;
      const own = fields.get(name)?.value ?? '';
      if (fill && !own.trim()) fields.set(name, { name, value, from: id });
      else if (own !== value) left.push({ name, value, from: id });
    }
  }
  return { title, fields: [...fields.values()].filter(({ value }) => value.trim()), left };
}
