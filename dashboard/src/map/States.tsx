import { number, percent } from "../format";
import { texts } from "../texts";
import type { Block } from "./SeriesMap";

/** How many are in each state of a block; states without anyone are left out. */
export function States({ stats, id }: { stats: Block["stats"]; id?: string }) {
  return (
    <ul className="states" id={id}>
      {stats.states
        .filter((each) => each.count > 0)
        .map((each) => (
          <li key={each.state}>
            {texts.standings[each.state]} <strong>{number(each.count)}</strong>{" "}
            <span className="quiet">{percent(each.percentage)}</span>
          </li>
        ))}
      {stats.matched + stats.notMatched > 0 && (
        <li>
          {texts.block.matched} <strong>{number(stats.matched)}</strong>, {texts.block.notMatched}{" "}
          <strong>{number(stats.notMatched)}</strong>
        </li>
      )}
    </ul>
  );
}
