import { percent } from "../format";
import { WhoLink } from "../people/WhoLink";
import { texts } from "../texts";
import type { Block } from "./SeriesMap";

type Props = { block: Block; id?: string };

/** How many are in each state of a block, with links to them if they are listed; states without anyone are left out. */
export function States({ block: { name, stats }, id }: Props) {
  const who = (count: number, selection: string | null | undefined, what: string) => (
    <strong>
      <WhoLink count={count} selection={selection} title={texts.block.who(name, what)} />
    </strong>
  );
  return (
    <ul className="states" id={id}>
      {stats.states
        .filter((each) => each.count > 0)
        .map(({ state, count, percentage, selection }) => (
          <li key={state}>
            {texts.standings[state]} {who(count, selection, texts.block.inState(texts.standings[state]))}{" "}
            <span className="quiet">{percent(percentage)}</span>
          </li>
        ))}
      {stats.matched + stats.notMatched > 0 && (
        <li>
          {texts.block.matched} {who(stats.matched, stats.matchedSelection, texts.block.matched)},{" "}
          {texts.block.notMatched} {who(stats.notMatched, stats.notMatchedSelection, texts.block.notMatched)}
        </li>
      )}
    </ul>
  );
}
