import { lazy, useEffect, useRef } from "react";
import { graphql } from "react-relay";
import type { BlockDetailQuery, BlockDetailQuery$data } from "../__generated__/BlockDetailQuery.graphql";
import { useInScope } from "../api/useInScope";
import { useZone } from "../api/viewer";
import { instant, number, percent } from "../format";
import { Loaded } from "../parts/Loaded";
import { Section } from "../parts/Section";
import { type Column, Table } from "../parts/Table";
import { whoColumn } from "../people/whoColumn";
import { texts } from "../texts";
import type { Standing } from "../view/people";
import { changeView, useView } from "../view/useView";
import { NO_BLOCK } from "../view/view";
import { BlockPaths } from "./BlockPaths";
import { BlockVisits } from "./BlockVisits";
import { kindOf } from "./paths";

const AtRisk = lazy(() => import("./AtRisk"));
const TimeInBlock = lazy(() => import("../durations/TimeInBlock"));

const QUERY = graphql`
  query BlockDetailQuery($key: String!, $block: String!, $scope: StatsScope!) {
    series(key: $key) {
      block(key: $block) {
        id
        key
        name
        kind
        isEntry
        removedAt
        stats(scope: $scope) {
          reached
          matched
          notMatched
          states { state count percentage }
          engagement { kind total unique percentage selection }
        }
        paths {
          condition
          variant
          to { id key name }
          stats(scope: $scope) { taken share medianSeconds selection }
        }
      }
    }
  }
`;

type Block = NonNullable<NonNullable<BlockDetailQuery$data["series"]>["block"]>;
type Stats = NonNullable<Block["stats"]>;
type Engagement = Stats["engagement"][number];
export type BlockPath = Block["paths"][number];
/** `isNew`: opened by the reader, and not by the address of the page. */
type Props = { block: string; series: string; isNew: boolean };

/** One block: its figures, the paths that lead on, and its visits by state or path. */
export function BlockDetail({ block: key, series, isNew }: Props) {
  const place = useRef<HTMLElement>(null);
  const zone = useZone();
  const live = useInScope<BlockDetailQuery>(QUERY, series, { block: key });
  const block = live.data?.series?.block;
  useEffect(() => {
    if (isNew) place.current?.scrollIntoView({ block: "nearest" });
  }, [isNew]);
  return (
    <section ref={place} className="section notice" aria-label={block?.name ?? key}>
      <div className="heading">
        <h2>{block?.name ?? key}</h2>
        {block && <span className="badge">{kindOf(block)}</span>}
        {block?.removedAt && <span className="quiet">{texts.block.removed(instant(block.removedAt, zone))}</span>}
        <button type="button" className="button plain close" onClick={() => changeView(NO_BLOCK)}>
          {texts.block.close}
        </button>
      </div>
      <Loaded live={live}>
        {(data) =>
          data.series?.block ? <Figures block={data.series.block} series={series} /> : <p>{texts.block.missing(key)}</p>
        }
      </Loaded>
    </section>
  );
}

function Figures({ block, series }: { block: Block; series: string }) {
  const { state } = useView();
  const { key, name, paths, stats } = block;
  if (!stats) return null;
  return (
    <>
      <StandingChoice stats={stats} />
      {paths.length > 0 && <BlockPaths block={name} paths={paths} />}
      {stats.engagement.length > 0 && (
        <details>
          <summary>{texts.block.engagement}</summary>
          <Table columns={engagement(name)} rows={stats.engagement} keyOf={(each) => each.kind} />
        </details>
      )}
      <Section name="timeInBlock" title={texts.durations.left.title} level="h3">
        <TimeInBlock series={series} block={key} />
      </Section>
      <Section name="atRisk" title={texts.atRisk.title} level="h3">
        <AtRisk series={series} block={key} />
      </Section>
      <h3>{texts.block.visits}</h3>
      <BlockVisits block={key} series={series} count={countOf(stats, state)} />
    </>
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

function engagement(block: string): Column<Engagement>[] {
  const nameOf = ({ kind }: Engagement) => texts.block.engagements[kind] ?? kind;
  return [
    { name: "kind", title: texts.block.event, isHeader: true, cell: nameOf },
    { name: "total", title: texts.block.total, isNumber: true, cell: (each) => number(each.total) },
    whoColumn({ name: "unique", title: texts.block.unique }, (each) => ({
      count: each.unique,
      selection: each.selection,
      title: texts.block.who(block, nameOf(each)),
    })),
    { name: "share", title: texts.block.share, isNumber: true, cell: (each) => percent(each.percentage) },
  ];
}
