import { useState } from "react";
import { graphql } from "react-relay";
import type {
  BreakdownInput,
  BreakdownTableQuery,
  BreakdownTableQuery$data,
} from "../__generated__/BreakdownTableQuery.graphql";
import { isRefused } from "../api/errors";
import { useInScope } from "../api/useInScope";
import { useZone } from "../api/viewer";
import { percent } from "../format";
import { Loaded } from "../parts/Loaded";
import { Measured } from "../parts/Measured";
import { ShareBar } from "../parts/ShareBar";
import { TooFine } from "../parts/states";
import { type Column, Table } from "../parts/Table";
import { WhoLink } from "../people/WhoLink";
import { texts } from "../texts";
import type { Division } from "../view/breakdown";
import { KINDS } from "../view/figures";
import { useView } from "../view/useView";
import { FIGURES, type Figure } from "../view/view";
import { FilterLink } from "./FilterLink";
import { nameOfValue } from "./values";

const QUERY = graphql`
  query BreakdownTableQuery($key: String!, $scope: StatsScope!, $by: BreakdownInput!, $zone: TimeZone!, $first: Int!) {
    series(key: $key) {
      stats(scope: $scope) {
        breakdown(by: $by, timeZone: $zone, first: $first) {
          rows { ...BreakdownTable_row @relay(mask: false) }
          others { ...BreakdownTable_row @relay(mask: false) }
          missing { ...BreakdownTable_row @relay(mask: false) }
        }
      }
    }
  }
`;

void graphql`
  fragment BreakdownTable_row on BreakdownRow {
    value
    selection
    outcomes { kind count percentage selection interval95 { low high } }
  }
`;

const STEP = 10;
const MOST = 100; // the API refuses more

type Stats = NonNullable<NonNullable<BreakdownTableQuery$data["series"]>["stats"]>;
type Found = NonNullable<Stats["breakdown"]>;
export type Row = Found["rows"][number] & { name: string; isValue: boolean };
/** `split`: the id of the block, for a division by variant. */
type Props = { series: string; division: Division; split: string };

/** The headline figures of each value, with bars and intervals. A value counts the whole page for its people alone. */
export function BreakdownTable({ series, division, split }: Props) {
  const { unit } = useView();
  const zone = useZone();
  const [first, setFirst] = useState(division.kind === "started" ? MOST : STEP);
  const live = useInScope<BreakdownTableQuery>(QUERY, series, { by: inputOf(division, split), zone, first });
  if (division.kind === "started" && isRefused(live.error, "started")) return <TooFine interval={division.interval} />;
  return (
    <Loaded live={live}>
      {(data) => {
        const found = data.series?.stats?.breakdown;
        const rows = found ? rowsOf(found, division, zone) : [];
        if (!found || rows.length === 0) return <p>{texts.figures.notStarted}</p>;
        const most = Math.max(...rows.map((row) => outcomeOf(row, "started")?.count ?? 0));
        return (
          <>
            <p className="quiet">
              {texts.breakdown.meanings[division.kind]} {unit === "ENTRIES" && texts.breakdown.entries}
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards must be able to scroll it */}
            <section className="scroll" tabIndex={0} aria-label={texts.breakdown.title}>
              <Table columns={columns(division, most)} rows={rows} keyOf={keyOf} />
            </section>
            {found.others && first < MOST && (
              <button type="button" className="button" onClick={() => setFirst(first + STEP)}>
                {texts.breakdown.more}
              </button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

/** Different values can have the same name, such as the number 1 and the text 1. */
function keyOf({ value, name, isValue }: Row): string {
  return JSON.stringify(isValue ? [value] : name);
}

function inputOf(division: Division, split: string): BreakdownInput {
  switch (division.kind) {
    case "attribute":
      return { attribute: division.name };
    case "variant":
      return { variantOf: split };
    case "started":
      return { started: division.interval };
    case "tag":
      return { tag: true };
    case "company":
      return { company: true };
  }
}

function rowsOf({ rows, others, missing }: Found, division: Division, zone: string): Row[] {
  const rest = [
    others && { ...others, name: texts.breakdown.others, isValue: false },
    missing && { ...missing, name: texts.breakdown.missing[division.kind], isValue: false },
  ];
  return [
    ...rows.map((row) => ({ ...row, name: nameOfValue(row.value, division, zone), isValue: true })),
    ...rest.filter((row) => row != null),
  ];
}

function outcomeOf({ outcomes }: Row, figure: Figure) {
  return outcomes.find((each) => each.kind === KINDS[figure]);
}

function columns(division: Division, most: number): Column<Row>[] {
  return [
    {
      name: "value",
      title: texts.breakdown.value,
      isHeader: true,
      cell: (row) => <FilterLink row={row} division={division} />,
    },
    ...FIGURES.map(
      (figure): Column<Row> => ({
        name: figure,
        title: texts.figures.names[figure],
        isNumber: true,
        cell: (row) => <Outcome row={row} figure={figure} most={most} />,
      }),
    ),
  ];
}

/** How many have an outcome, with a bar: of those started as a part of the largest row, otherwise the share of started. */
function Outcome({ row, figure, most }: { row: Row; figure: Figure; most: number }) {
  const outcome = outcomeOf(row, figure);
  if (!outcome) return null;
  const { count, percentage, interval95, selection } = outcome;
  const link = (
    <WhoLink count={count} selection={selection} title={texts.breakdown.who(texts.figures.names[figure], row.name)} />
  );
  if (figure === "started")
    return (
      <Measured count={count} most={most}>
        {link}
      </Measured>
    );
  return (
    <div className="outcome">
      <ShareBar percentage={percentage} interval={interval95} />
      <span>
        {percent(percentage)} <span className="quiet">{link}</span>
      </span>
      {interval95 && (
        <span className="quiet">{texts.breakdown.interval(percent(interval95.low), percent(interval95.high))}</span>
      )}
    </div>
  );
}
