import { useState } from "react";
import { graphql } from "react-relay";
import type { ReconciliationQuery, ReconciliationQuery$data } from "../__generated__/ReconciliationQuery.graphql";
import { useLive } from "../api/useLive";
import { number } from "../format";
import { BlockLink } from "../map/BlockLink";
import { Loaded } from "../parts/Loaded";
import { type Column, Table } from "../parts/Table";
import { texts } from "../texts";
import { scopeOf } from "../view/scope";
import { useView } from "../view/useView";

const QUERY = graphql`
  query ReconciliationQuery($key: String!, $scope: StatsScope!, $deep: Boolean!) {
    series(key: $key) {
      stats(scope: $scope) {
        reconciliation(deep: $deep) {
          balanced
          checks { name expected actual balanced block { id key name } }
        }
      }
    }
  }
`;

type Stats = NonNullable<NonNullable<ReconciliationQuery$data["series"]>["stats"]>;
type Check = NonNullable<Stats["reconciliation"]>["checks"][number];

/** Whether the figures agree with each other and with the rows behind them: each identity with its two sides. */
export default function Reconciliation({ series }: { series: string }) {
  const [deep, setDeep] = useState(false);
  const view = useView();
  const variables = { key: series, scope: scopeOf(view), deep };
  // A recount reads everything of the series: only a click asks for it, not every change.
  const live = useLive<ReconciliationQuery>(QUERY, variables, view.asOf || deep ? null : { series });
  return (
    <>
      <label className="check">
        <input type="checkbox" checked={deep} onChange={(event) => setDeep(event.target.checked)} />
        {texts.reconciliation.deep}
      </label>
      <Loaded live={live}>
        {({ series: found }) => {
          const shown = found?.stats?.reconciliation;
          if (!shown) return <p>{texts.figures.notStarted}</p>;
          const { checks, balanced } = shown;
          const different = checks.filter((check) => !check.balanced);
          const shownFirst = [...different, ...checks.filter((check) => check.balanced)];
          return (
            <>
              <p className={balanced ? "" : "notice bad"} role="status">
                {balanced
                  ? texts.reconciliation.balanced(number(checks.length))
                  : texts.reconciliation.wrong(number(different.length), number(checks.length))}
                {!balanced && <code>{texts.reconciliation.repair}</code>}
              </p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards must be able to scroll it */}
              <section className="scroll tall" tabIndex={0} aria-label={texts.reconciliation.title}>
                <Table columns={COLUMNS} rows={shownFirst} keyOf={keyOf} />
              </section>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function keyOf({ name, block }: Check): string {
  return JSON.stringify([name, block?.id]);
}

const COLUMNS: Column<Check>[] = [
  {
    name: "check",
    title: texts.reconciliation.check,
    isHeader: true,
    cell: ({ name }) => texts.reconciliation.checks[name] ?? name,
  },
  { name: "block", title: texts.block.name, cell: ({ block }) => block && <BlockLink block={block} /> },
  {
    name: "expected",
    title: texts.reconciliation.expected,
    isNumber: true,
    cell: ({ expected }) => number(expected),
  },
  { name: "actual", title: texts.reconciliation.actual, isNumber: true, cell: ({ actual }) => number(actual) },
  {
    name: "balanced",
    title: texts.reconciliation.result,
    cell: ({ balanced }) =>
      balanced ? texts.reconciliation.equal : <strong className="bad">{texts.reconciliation.different}</strong>,
  },
];
