import { texts } from "../texts";
import type { Division } from "../view/breakdown";
import { type Condition, onlySelection, type People } from "../view/people";
import { addressOf, useView } from "../view/useView";
import type { Row } from "./BreakdownTable";

/** Counts the whole page for the people of a row alone. */
export function FilterLink({ row, division }: { row: Row; division: Division }) {
  const view = useView();
  return (
    <a
      href={addressOf(view, { people: filtered(view.people, row, division) })}
      aria-label={texts.breakdown.only(row.name)}
    >
      {row.name}
    </a>
  );
}

/** A condition that the reader can change where there is one, added to the others; otherwise the people of the row. */
function filtered({ match, conditions }: People, row: Row, division: Division): People {
  const condition = conditionOf(row, division);
  if (condition && (match === "all" || conditions.length < 2))
    return { match: "all", conditions: [...conditions, condition] };
  return onlySelection(row.selection, texts.breakdown.who(texts.breakdown.title, row.name));
}

function conditionOf({ value, isValue }: Row, division: Division): Condition | null {
  const isPlain = ["string", "number", "boolean"].includes(typeof value);
  if (!isValue || !isPlain) return null;
  if (division.kind === "attribute")
    return { kind: "attribute", not: false, name: division.name, operator: "EQ", value };
  return division.kind === "tag" ? { kind: "tag", not: false, tag: String(value) } : null;
}
