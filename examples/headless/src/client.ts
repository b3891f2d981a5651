// Asks the API, and gives back answers of the types that its description promises, or throws a problem.

import { setTimeout as sleep } from "node:timers/promises";

import createClient from "openapi-fetch";

import type { components, paths } from "./api.js";
import { type ProblemDetail, problemOf, TooManyRequests } from "./problems.js";

type Schemas = components["schemas"];
export type AwardCard = Schemas["AwardCard"];
export type Challenge = Schemas["Challenge"];
export type NewsCard = Schemas["NewsCard"];
export type Locale = paths["/api/v3/klash/awards/"]["get"]["parameters"]["query"]["locale"];

// Without `fields` an answer is whole; saying so here leaves the partial one out of the types.
type Whole = "application/json" | "application/problem+json";
type Answer<Data> = { data?: Data; error?: ProblemDetail; response: Response };
type Part<Item> = { items: Item[]; next_cursor: string | null };

const SECONDS_FOR_ONE_ANSWER = 30;
const MOST_AT_ONCE = 100;
const TRIES = 3;

export class Klash {
  readonly #api;

  /** @param patience the most seconds to wait when the API says that it is asked too often */
  constructor(
    site: string,
    readonly locale: Locale,
    readonly patience: number,
  ) {
    this.#api = createClient<paths, Whole>({
      baseUrl: site,
      fetch: (request) => fetch(request, { signal: AbortSignal.timeout(SECONDS_FOR_ONE_ANSWER * 1000) }),
    });
  }

  /** All announced winners, the newest first. */
  awards(): Promise<AwardCard[]> {
    return this.#all((part) => this.#api.GET("/api/v3/klash/awards/", { params: { query: part } }));
  }

  /** All news, the newest first. */
  news(): Promise<NewsCard[]> {
    return this.#all((part) => this.#api.GET("/api/v3/klash/news/", { params: { query: part } }));
  }

  /** One challenge with its whole text. The key is the same in every language. */
  challenge(key: string): Promise<Challenge> {
    const { locale } = this;
    return this.#ask(() =>
      this.#api.GET("/api/v3/klash/challenges/{key}/", { params: { path: { key }, query: { locale } } }),
    );
  }

  async #all<Item>(
    ask: (part: { locale: Locale; limit: number; cursor?: string }) => Promise<Answer<Part<Item>>>,
  ): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const part = { locale: this.locale, limit: MOST_AT_ONCE, ...(cursor === null ? {} : { cursor }) };
      const found: Part<Item> = await this.#ask(() => ask(part));
      items.push(...found.items);
      cursor = found.next_cursor;
    } while (cursor !== null);
    return items;
  }

  async #ask<Data>(request: () => Promise<Answer<Data>>): Promise<Data> {
    for (let attempt = 1; ; attempt++) {
      const { data, error, response } = await request();
      if (data !== undefined) return data;
      const problem = problemOf(response, error);
      if (!(problem instanceof TooManyRequests) || problem.seconds > this.patience || attempt === TRIES) throw problem;
      await sleep(problem.seconds * 1000);
    }
  }
}
