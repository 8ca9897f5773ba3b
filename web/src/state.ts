// Where the page is, kept in the address: behind the `#`, which browsers never send anywhere.

export const PLACES = ["ask", "terms", "write", "changes"] as const;
export type Place = (typeof PLACES)[number];

export interface State {
  place: Place;
  /** Everything else, by name; what is empty is not there. */
  fields: Record<string, string>;
}

export function readAddress(hash: string): State {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const place = PLACES.find((known) => known === path) ?? "ask";
  const fields: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) fields[name] = value;
  return { place, fields };
}

export function writeAddress(state: State): string {
  const query = new URLSearchParams(state.fields).toString();
  return `#/${state.place}${query ? `?${query}` : ""}`;
}

/** A text as short as an address can have it, and back. */
export async function pack(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export async function unpack(packed: string): Promise<string> {
  const binary = atob(packed.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}
