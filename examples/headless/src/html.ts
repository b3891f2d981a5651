// Writes HTML in which words of the API stay words: whatever is put into a template is escaped, unless it is HTML itself.

export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | Piece[];

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(strings.reduce((text, string, number) => text + written(pieces[number - 1] ?? "") + string));
}

function written(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map(written).join("");
  return String(piece).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
