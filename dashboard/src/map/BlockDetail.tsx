import { graphql } from "react-relay";
import type { BlockDetailQuery, BlockDetailQuery$data } from "../__generated__/BlockDetailQuery.graphql";
import { POLL_MILLISECONDS, useLive } from "../api/useLive";
import { useZone } from "../api/viewer";
import { instant, number, percent } from "../format";
import { Choice } from "../parts/Choice";
import { Failure, Loading } from "../parts/states";
import { texts } from "../texts";
import { scopeOf } from "../view/scope";
import { changeView, useView } from "../view/useView";
import { ORDERS } from "../view/view";
import { BlockVisits } from "./BlockVisits";

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

/** One block: its figures, and its visits by state. */
export function BlockDetail({ block: key, series }: { block: string; series: string }) {
  const view = useView();
  const zone = useZone();
  const variables = { key: series, block: key, scope: scopeOf(view) };
  const live = useLive<BlockDetailQuery>(QUERY, variables, view.asOf ? null : POLL_MILLISECONDS);
  const block = live.data?.series?.block;
  return (
    <div className="section notice">
      <div className="heading">
        <h2>{block?.name ?? key}</h2>
        {block && <span className="badge">{texts.block.kinds[block.kind]}</span>}
        {block?.removedAt && <span className="quiet">{texts.block.removed(instant(block.removedAt, zone))}</span>}
        <button type="button" className="button plain close" onClick={() => changeView({ block: null, state: "" })}>
          {texts.block.close}
        </button>
      </div>
      {live.error && <Failure error={live.error} retry={live.refresh} />}
      {!live.data && !live.error && <Loading />}
      {live.data && !block && <p>{texts.block.missing(key)}</p>}
      {block?.stats && (
        <>
          <StateChoice stats={block.stats} />
          {block.stats.engagement.length > 0 && <Engagement engagement={block.stats.engagement} />}
          <div className="row">
            <h3>{texts.block.visits}</h3>
            <Choice
              label={texts.block.order}
              options={ORDERS}
              names={texts.block.orders}
              value={view.order}
              onChange={(order) => changeView({ order })}
            />
          </div>
          <BlockVisits block={key} id={block.id} series={series} count={countOf(block.stats, view.state)} />
        </>
      )}
    </div>
  );
}

type Option = { state: string; name: string; count: number; percentage?: number | null };

function optionsOf(stats: Stats): Option[] {
  const matches = [
    { state: "MATCHED", name: texts.block.matched, count: stats.matched },
    { state: "NOT_MATCHED", name: texts.block.notMatched, count: stats.notMatched },
  ];
  return [
    { state: "", name: texts.block.reached, count: stats.reached },
    ...stats.states.map((each) => ({ ...each, name: texts.states.names[each.state] ?? each.state })),
    ...(stats.matched + stats.notMatched > 0 ? matches : []),
  ];
}

function countOf(stats: Stats, state: string): number {
  return optionsOf(stats).find((option) => option.state === state)?.count ?? 0;
}

function StateChoice({ stats }: { stats: Stats }) {
  const { state } = useView();
  return (
    <fieldset className="row">
      <legend>{texts.block.filter}</legend>
      {optionsOf(stats).map((option) => (
        <label key={option.state} className="check">
          <input
            type="radio"
            name="state"
            checked={option.state === state}
            onChange={() => changeView({ state: option.state })}
          />
          {option.name} <strong>{number(option.count)}</strong>
          {option.percentage != null && <span className="quiet">{percent(option.percentage)}</span>}
        </label>
      ))}
    </fieldset>
  );
}

function Engagement({ engagement }: { engagement: Stats["engagement"] }) {
  return (
    <details>
      <summary>{texts.block.engagement}</summary>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{texts.block.event}</th>
            <th scope="col" className="right">
              {texts.block.total}
            </th>
            <th scope="col" className="right">
              {texts.block.unique}
            </th>
            <th scope="col" className="right">
              {texts.block.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {engagement.map((each) => (
            <tr key={each.kind}>
              <th scope="row">{texts.block.engagements[each.kind]}</th>
              <td className="right">{number(each.total)}</td>
              <td className="right">{number(each.unique)}</td>
              <td className="right">{percent(each.percentage)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
