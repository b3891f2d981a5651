// What the API says instead of an answer, as one class for each kind of problem that it documents.

import type { components } from "./api.js";

export type ProblemDetail = components["schemas"]["ProblemDetail"];

/** The API answered with a problem document; the subclasses are those that a front end does something about. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** 404: nothing public is there. What was made of it earlier must go. */
export class NotPublic extends Problem {}

/** 422: the front end asks wrongly; `parameters` are those at fault. */
export class WrongParameter extends Problem {
  constructor(
    status: number,
    message: string,
    readonly parameters: string[],
  ) {
    super(status, message);
  }
}

/** 429: the front end asks too often, and may ask again after so many seconds. */
export class TooManyRequests extends Problem {
  constructor(
    status: number,
    message: string,
    readonly seconds: number,
  ) {
    super(status, message);
  }
}

/** Tell which problem an answer is. A proxy in between may send something that is no problem document at all. */
export function problemOf(response: Response, document: unknown): Problem {
  const { status } = response;
  if (!isProblemDetail(document)) {
    return new Problem(status, `${status} ${response.statusText}, without a problem document`);
  }
  const said = document.detail ? `${document.title}: ${document.detail}` : document.title;
  switch (status) {
    case 404:
      return new NotPublic(status, said);
    case 422: {
      const faults = faultsOf(document);
      const words = faults.map((fault) => `${fault.parameter}: ${fault.message}`).join("; ");
      return new WrongParameter(
        status,
        words ? `${document.title}: ${words}` : said,
        faults.map((fault) => fault.parameter),
      );
    }
    case 429:
      return new TooManyRequests(status, said, Number(response.headers.get("Retry-After") ?? "60") || 60);
    default:
      return new Problem(status, said);
  }
}

function isProblemDetail(document: unknown): document is ProblemDetail {
  return typeof document === "object" && document !== null && "title" in document && "status" in document;
}

function faultsOf(document: ProblemDetail): { parameter: string; message: string }[] {
  return (document.errors ?? []).map(({ loc, msg }) => ({
    parameter: Array.isArray(loc) ? String(loc.at(-1)) : "?",
    message: String(msg),
  }));
}
