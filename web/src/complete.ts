// What can stand at a place of a TOML file, by the JSON Schema of its format. The text before the place is read as far as is
// needed for that: which table it is in, which inline table or list within that, and whether a key or a value comes.

interface Node {
  $ref?: string;
  description?: string;
  type?: string | string[];
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
  $defs?: Record<string, Node>;
}

export interface Option {
  label: string;
  apply?: string;
  detail?: string;
  info?: string;
}

export interface Completions {
  from: number;
  options: Option[];
  /** Worth showing before anything is typed. */
  eager: boolean;
}

/** The schema behind references and alternatives, as a list of what it may be. */
function ways(root: Node, node: Node | undefined, depth = 0): Node[] {
  if (!node || depth > 8) return [];
  const target = node.$ref ? root.$defs?.[node.$ref.replace("#/$defs/", "")] : undefined;
  const others = [...(target ? [target] : []), ...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...others.flatMap((other) => ways(root, other, depth + 1))];
}

function propertiesOf(root: Node, node: Node | undefined): Record<string, Node> {
  return Object.assign({}, ...ways(root, node).map((way) => way.properties ?? {}));
}

/** The schema of the entries of a list, or of the thing itself. */
function entryOf(root: Node, node: Node | undefined): Node | undefined {
  const list = ways(root, node).find((way) => way.items);
  return list?.items ?? node;
}

function child(root: Node, node: Node | undefined, key: string): Node | undefined {
  return propertiesOf(root, entryOf(root, node))[key];
}

interface Place {
  /** The tables from the root on. */
  path: string[];
  /** The key whose value comes; undefined: a key comes. */
  key: string | undefined;
  /** The keys that the table at hand has already. */
  used: Set<string>;
}

/** Where the end of a text is. */
export function placeOf(before: string): Place | undefined {
  let table: string[] = [];
  const open: { kind: "{" | "["; path: string[]; used: Set<string> }[] = [];
  let used = new Set<string>();
  let path: string[] = [];
  let key: string | undefined;
  let start = true;
  let word = "";
  const name = () => word.trim().replace(/^["']|["']$/g, "");
  for (let at = 0; at < before.length; at++) {
    const letter = before[at]!;
    const inside = open[open.length - 1];
    if (letter === "#") {
      const end = before.indexOf("\n", at);
      if (end < 0) return undefined;
      at = end - 1;
    } else if (letter === '"' || letter === "'") {
      const quote = before.startsWith(letter.repeat(3), at) ? letter.repeat(3) : letter;
      let end = at + quote.length;
      while (end < before.length && !before.startsWith(quote, end)) end += letter === '"' && before[end] === "\\" ? 2 : 1;
      if (end >= before.length) return key === undefined ? undefined : { path, key, used };
      word += before.slice(at, end + quote.length);
      at = end + quote.length - 1;
      start = false;
    } else if (letter === "\n") {
      start = true;
      if (!inside) {
        key = undefined;
        word = "";
      }
    } else if (letter === "[" && start && !inside) {
      const end = before.indexOf("]", at);
      if (end < 0) return { path: [], key: "[", used };
      table = before.slice(at, end).replace(/^\[+/, "").split(".").map((part) => part.trim());
      at = before[end + 1] === "]" ? end + 1 : end;
      [path, used, key, word] = [table, new Set(), undefined, ""];
    } else if (letter === "=" && key === undefined) {
      key = name();
      used.add(key);
      word = "";
    } else if (letter === "{" || letter === "[") {
      open.push({ kind: letter, path, used });
      if (letter === "{") {
        path = key === undefined ? path : [...path, ...key.split(".")];
        used = new Set();
        key = undefined;
      }
      word = "";
    } else if (letter === "}" || letter === "]") {
      const closed = open.pop();
      if (closed) {
        if (letter === "}") key = open.length && open[open.length - 1]!.kind === "[" ? path[path.length - 1] : "";
        ({ path, used } = closed);
      }
      word = "";
    } else if (letter === ",") {
      if (inside?.kind === "{") key = undefined;
      word = "";
    } else {
      word += letter;
      if (letter.trim()) start = false;
    }
  }
  return { path, key, used };
}

/** All headers of tables that there can be, down to three names. */
function headers(root: Node): Option[] {
  const found: Option[] = [];
  const visit = (node: Node, path: string[]) => {
    for (const [name, property] of Object.entries(propertiesOf(root, entryOf(root, node)))) {
      const kinds = ways(root, property);
      const list = kinds.find((kind) => kind.items);
      const inner = entryOf(root, property);
      if (Object.keys(propertiesOf(root, inner)).length === 0) continue;
      const full = [...path, name];
      const label = list ? `[[${full.join(".")}]]` : `[${full.join(".")}]`;
      found.push({ label, ...(property.description && { info: property.description }) });
      if (full.length < 3) visit(property, full);
    }
  };
  visit(root, []);
  return found;
}

export function completionsAt(schema: unknown, before: string, whole: string): Completions | undefined {
  const root = schema as Node;
  const place = placeOf(before);
  if (!place) return undefined;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (/^\s*\[[^=]*$/.test(line)) {
    return { from: before.length - line.trimStart().length, options: headers(root), eager: true };
  }
  let node: Node | undefined = root;
  for (const name of place.path) node = child(root, node, name);
  if (place.key !== undefined) return values(root, child(root, node, place.key), before, place, whole);
  const typed = /[\w-]*$/.exec(before)![0];
  const known = propertiesOf(root, entryOf(root, node));
  const needed = new Set(ways(root, entryOf(root, node)).flatMap((way) => way.required ?? []));
  const options = Object.entries(known)
    .filter(([name]) => !place.used.has(name))
    .map(([name, property]): Option => ({
      label: name,
      apply: `${name} = `,
      ...(needed.has(name) && { detail: "*" }),
      ...(property.description && { info: property.description }),
    }));
  return { from: before.length - typed.length, options, eager: false };
}

function values(root: Node, node: Node | undefined, before: string, place: Place, whole: string): Completions | undefined {
  const typed = /"?[\w.-]*$/.exec(before)![0];
  const quoted = typed.startsWith('"');
  const kinds = ways(root, node).flatMap((way) => (way.items ? [way, ...ways(root, way.items)] : [way]));
  const words = new Set<unknown>();
  for (const kind of kinds) {
    for (const word of kind.enum ?? []) words.add(word);
    if (kind.const !== undefined) words.add(kind.const);
    if (kind.type === "boolean") [true, false].forEach((word) => words.add(word));
  }
  // What takes an id, and is not one itself, names another table: by the ids that are there.
  const pattern = child(root, propertiesOf(root, root).clause, "id")?.pattern;
  if (words.size === 0 && pattern && place.path.length > 0 && place.key !== "id" && kinds.some((kind) => kind.pattern === pattern)) {
    for (const [, id] of whole.matchAll(/^id\s*=\s*"([^"]+)"/gm)) words.add(id);
  }
  if (words.size === 0) return undefined;
  const options = [...words].map((word): Option => ({
    label: typeof word === "string" ? (quoted ? `"${word}` : `"${word}"`) : String(word),
    ...(typeof word === "string" && { apply: `"${word}"` }),
  }));
  return { from: before.length - typed.length, options, eager: true };
}
