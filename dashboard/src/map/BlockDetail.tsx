import { graphql } from "react-relay";
import type { BlockDetailQuery, BlockDetailQuery$data } from "../__generated__/BlockDetailQuery.graphql";
import { useLive } from "../api/useLive";
import { useZone } from "../api/viewer";
import { clockTime, instant, number, percent } from "../format";
import { Failure, Loading } from "../parts/states";
import { type Column, Table } from "../parts/Table";
import { texts } from "../texts";
import type { Standing } from "../view/people";
import { scopeOf } from "../view/scope";
import { changeView, useView } from "../view/useView";
import { NO_BLOCK } from "../view/view";
import { BlockPaths } from "./BlockPaths";
import { BlockVisits } from "./BlockVisits";
import type { Path } from "./SeriesMap";

const QUERY = graphql`
  query BlockDetailQuery($key: String!, $block: String!, $scope: StatsScope!) {
    series(key: $key) {
      block(key: $block) {
        id
        name
        kind
        removedAt
        stats(scope: $scope) {
          reached
          matched
          notMatched
          states { state count percentage }
          engagement { kind total unique percentage }
        }
      }
    }
  }
`;

type Block = NonNullable<NonNullable<BlockDetailQuery$data["series"]>["block"]>;
type Stats = NonNullable<Block["stats"]>;
type Props = { block: string; series: string; paths: readonly Path[] };

/** One block: its figures, the paths that lead on, and its visits by state or path. */
export function BlockDetail({ block: key, series, paths }: Props) {
  const view = useView();
  const zone = useZone();
  const variables = { key: series, block: key, scope: scopeOf(view) };
  const live = useLive<BlockDetailQuery>(QUERY, variables, view.asOf ? null : { series });
  const block = live.data?.series?.block;
  const shownSince = live.receivedAt && clockTime(live.receivedAt, zone);
  const leading = paths.filter((path) => path.from.key === key);
  return (
    <section className="section notice" aria-label={block?.name ?? key}>
      <div className="heading">
        <h2>{block?.name ?? key}</h2>
        {block && <span className="badge">{texts.block.kinds[block.kind]}</span>}
        {block?.removedAt && <span className="quiet">{texts.block.removed(instant(block.removedAt, zone))}</span>}
        <button type="button" className="button plain close" onClick={() => changeView(NO_BLOCK)}>
          {texts.block.close}
        </button>
      </div>
      {live.error && <Failure error={live.error} retry={live.refresh} shownSince={shownSince} />}
      {!live.data && !live.error && <Loading />}
      {live.data && !block && <p>{texts.block.missing(key)}</p>}
      {block?.stats && (
        <>
          <StandingChoice stats={block.stats} />
          {leading.length > 0 && <BlockPaths paths={leading} />}
          {block.stats.engagement.length > 0 && (
            <details>
              <summary>{texts.block.engagement}</summary>
              <Table columns={ENGAGEMENT} rows={block.stats.engagement} keyOf={(each) => each.kind} />
            </details>
          )}
          <h3>{texts.block.visits}</h3>
          <BlockVisits block={key} series={series} count={countOf(block.stats, view.state)} />
        </>
      )}
    </section>
  );
}

type Option = { standing: Standing; name: string; count: number; percentage?: number | null };

function optionsOf(stats: Stats): Option[] {
  const matches: Option[] = [
    { standing: "MATCHED", name: texts.block.matched, count: stats.matched },
    { standing: "NOT_MATCHED", name: texts.block.notMatched, count: stats.notMatched },
  ];
  return [
    { standing: "", name: texts.block.reached, count: stats.reached },
    ...stats.states.map(({ state, ...each }) => ({ ...each, standing: state, name: texts.standings[state] })),
    ...(stats.matched + stats.notMatched > 0 ? matches : []),
  ];
}

function countOf(stats: Stats, standing: Standing): number {
  return optionsOf(stats).find((option) => option.standing === standing)?.count ?? 0;
}

function StandingChoice({ stats }: { stats: Stats }) {
  const { state } = useView();
  return (
    <fieldset className="row">
      <legend>{texts.block.filter}</legend>
      {optionsOf(stats).map((option) => (
        <label key={option.standing} className="check">
          <input
            type="radio"
            name="state"
            checked={option.standing === state}
            onChange={() => changeView({ state: option.standing })}
          />
          {option.name} <strong>{number(option.count)}</strong>
          {option.percentage != null && <span className="quiet">{percent(option.percentage)}</span>}
        </label>
      ))}
    </fieldset>
  );
}

const ENGAGEMENT: Column<Stats["engagement"][number]>[] = [
  { name: "kind", title: texts.block.event, isHeader: true, cell: (each) => texts.block.engagements[each.kind] },
  { name: "total", title: texts.block.total, isNumber: true, cell: (each) => number(each.total) },
  { name: "unique", title: texts.block.unique, isNumber: true, cell: (each) => number(each.unique) },
  { name: "share", title: texts.block.share, isNumber: true, cell: (each) => percent(each.percentage) },
];
