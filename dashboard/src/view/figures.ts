import type { Figure } from "./view";

/** The variables of queries that select only one of the headline figures, with `@include`. */
export function only(figure: Figure) {
  return {
    started: figure === "started",
    finished: figure === "finished",
    disengaged: figure === "disengaged",
    exited: figure === "exited",
    goalHit: figure === "goalHit",
  };
}

export const KINDS = {
  started: "STARTED",
  finished: "FINISHED",
  disengaged: "DISENGAGED",
  exited: "EXITED",
  goalHit: "GOAL_HIT",
} as const satisfies Record<Figure, string>;
