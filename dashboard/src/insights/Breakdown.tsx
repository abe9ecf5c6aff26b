import { graphql } from "react-relay";
import type { BreakdownOptionsQuery } from "../__generated__/BreakdownOptionsQuery.graphql";
import { useLive } from "../api/useLive";
import { Choice } from "../parts/Choice";
import { Loaded } from "../parts/Loaded";
import { texts } from "../texts";
import { readDivision } from "../view/breakdown";
import { changeView, useView } from "../view/useView";
import { INTERVALS } from "../view/view";
import { BreakdownTable } from "./BreakdownTable";
import { firstAttribute } from "./values";

const OPTIONS = graphql`
  query BreakdownOptionsQuery($key: String!) {
    attributes(first: 50) { name people frequent(first: 11) { value } }
    series(key: $key) { blocks(includeRemoved: true) { id key name kind } }
  }
`;

const FEW_VALUES = 10; // that fit into the table; the query asks for one more

type Options = BreakdownOptionsQuery["response"];

/** The outcomes by what people have in common: the reader chooses what. */
export default function Breakdown({ series }: { series: string }) {
  const live = useLive<BreakdownOptionsQuery>(OPTIONS, { key: series });
  return <Loaded live={live}>{(options) => <Divided series={series} options={options} />}</Loaded>;
}

function Divided({ series, options }: { series: string; options: Options }) {
  const { by } = useView();
  const splits = (options.series?.blocks ?? []).filter((block) => block.kind === "SPLIT");
  const names = namesOf(options, splits);
  const chosen = by || firstOf(options);
  const division = readDivision(chosen);
  const split = division?.kind === "variant" ? splits.find((block) => block.key === division.block) : undefined;
  return (
    <>
      <p className="quiet">{texts.breakdown.meaning}</p>
      <div className="row fields">
        <Choice
          label={texts.breakdown.by}
          options={Object.keys({ [chosen]: "", ...names })}
          names={{ [chosen]: chosen, ...names }}
          value={chosen}
          onChange={(value) => changeView({ by: value })}
        />
      </div>
      {division === null || (division.kind === "variant" && !split) ? (
        <p>{texts.breakdown.unknown(chosen)}</p>
      ) : (
        <BreakdownTable key={chosen} series={series} division={division} split={split?.id ?? ""} />
      )}
    </>
  );
}

function firstOf({ attributes }: Options): string {
  const first = firstAttribute(attributes, FEW_VALUES);
  return first ? `attribute ${first.name}` : "tag";
}

/** The divisions to choose from, with their names. */
function namesOf(options: Options, splits: readonly { key: string; name: string }[]): Record<string, string> {
  return Object.fromEntries([
    ...options.attributes.map(({ name }) => [`attribute ${name}`, texts.breakdown.attribute(name)]),
    ["tag", texts.breakdown.tag],
    ...splits.map((block) => [`variant ${block.key}`, texts.breakdown.variant(block.name)]),
    ["company", texts.breakdown.company],
    ...INTERVALS.map((each) => [`started ${each}`, texts.breakdown.started(texts.trend.intervals[each])]),
  ]);
}
