import type { Clock } from "../../substrate/values/clock.ts";

/** Why a budget ended the work; `null` while it has not. */
export type Cut = "nodes" | "seconds" | null;

/**
 * A deterministic allowance of search nodes, with a wall clock behind it as a last resort.
 *
 * One node is one primitive applied to one grid of average size; families charge big grids more with
 * {@linkcode nodesFor}. The clock is looked at every 1,024 nodes only.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { NodeBudget } from "./node_budget.ts";
 * const budget = new NodeBudget(10);
 * assertEquals([budget.spend(9), budget.spend(2), budget.cut], [true, false, "nodes"]);
 * ```
 */
export class NodeBudget {
  readonly limit: number;
  readonly #clock: Clock | undefined;
  readonly #deadline: number;
  #spent = 0;
  #nextLook = 1024;
  #cut: Cut = null;
  #open: NodeBudget | undefined;

  /** `deadline` is in the clock's monotonic milliseconds. */
  constructor(limit: number, clock?: Clock, deadline = Infinity) {
    this.limit = limit;
    this.#clock = clock;
    this.#deadline = deadline;
  }

  /** Takes nodes from the allowance; false when it is used up and the caller must return. */
  spend(nodes = 1): boolean {
    if (this.#cut !== null) return false;
    this.#spent += nodes;
    if (this.#spent > this.limit) {
      this.#cut = "nodes";
      return false;
    }
    if (this.#clock !== undefined && this.#spent >= this.#nextLook) {
      this.#nextLook = this.#spent + 1024;
      if (this.#clock.monotonic() > this.#deadline) {
        this.#cut = "seconds";
        return false;
      }
    }
    return true;
  }

  /** Nodes taken so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Nodes taken so far, with those of the slice being worked on, which are charged when it is closed. */
  get used(): number {
    return this.#spent +
      (this.#open === undefined ? 0 : Math.min(this.#open.used, this.#open.limit));
  }

  /** What ended the work, if anything has. */
  get cut(): Cut {
    return this.#cut;
  }

  /** A part of what is left, at most `nodes`; what the part spends is charged here when `close` is called. */
  slice(nodes: number): NodeBudget & { close(): void } {
    const room = this.#cut === null ? Math.max(0, Math.min(nodes, this.limit - this.#spent)) : 0;
    const part = new NodeBudget(room, this.#clock, this.#deadline);
    this.#open = part;
    return Object.assign(part, {
      close: () => {
        if (this.#open === part) this.#open = undefined;
        this.#spent += Math.min(part.spent, room);
        if (part.cut === "seconds") this.#cut = "seconds";
        else if (this.#spent >= this.limit) this.#cut ??= "nodes";
      },
    });
  }
}

/** Nodes charged for touching that many cells: one for a grid of up to 150 cells (the ARC mean). */
export function nodesFor(cells: number): number {
  return cells <= 150 ? 1 : Math.ceil(cells / 150);
}
