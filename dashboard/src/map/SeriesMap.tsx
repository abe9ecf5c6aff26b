import { lazy, Suspense, useMemo, useRef } from "react";
import { graphql, useFragment } from "react-relay";
import type { SeriesMap_series$data, SeriesMap_series$key } from "../__generated__/SeriesMap_series.graphql";
import { number } from "../format";
import { Choice } from "../parts/Choice";
import { SearchBox } from "../parts/SearchBox";
import { Loading } from "../parts/states";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import type { View } from "../view/view";
import { BlockDetail } from "./BlockDetail";
import { BlockTable } from "./BlockTable";
import { kindOf } from "./paths";

const FlowMap = lazy(() => import("./FlowMap"));

type Read = SeriesMap_series$data["blocks"][number];
export type Block = Read & { readonly stats: NonNullable<Read["stats"]> };
export type Path = SeriesMap_series$data["paths"][number];

const NARROW = "(max-width: 40rem)";

/** How the blocks are shown. In a narrow window it is a table, unless the reader has chosen the map. */
export function layoutOf(view: View): "map" | "table" {
  return view.layout || (matchMedia(NARROW).matches ? "table" : "map");
}

/** The blocks of a series with their counts, as a map or as a table. */
export function SeriesMap({ series, seriesKey }: { series: SeriesMap_series$key; seriesKey: string }) {
  const view = useView();
  const { blocks: read, paths } = useFragment(
    graphql`
      fragment SeriesMap_series on Series
      @argumentDefinitions(
        scope: { type: "StatsScope!" }
        removed: { type: "Boolean!" }
        listed: { type: "Boolean!" }
      ) {
        blocks(includeRemoved: $removed) {
          id
          key
          name
          kind
          isEntry
          removedAt
          x
          y
          stats(scope: $scope) {
            reached
            matched
            notMatched
            states { state count percentage selection @include(if: $listed) }
            selection @include(if: $listed)
            matchedSelection @include(if: $listed)
            notMatchedSelection @include(if: $listed)
          }
        }
        paths {
          condition
          variant
          from { key }
          to { key name }
          stats(scope: $scope) { taken share selection @include(if: $listed) }
        }
      }
    `,
    series,
  );
  const blocks = useMemo(() => read.filter((block): block is Block => Boolean(block.stats)), [read]);
  const openAtFirst = useRef(view.block);
  const layout = layoutOf(view);
  const found = useMemo(() => matching(blocks, view.find), [blocks, view.find]);
  const shown = { blocks, paths, found };
  return (
    <>
      <div className="section" id="map">
        <div className="row">
          <h2>{texts.map.title}</h2>
          <Choice
            label={texts.map.layout}
            options={["map", "table"] as const}
            names={texts.map.layouts}
            value={layout}
            onChange={(value) => changeView({ layout: value })}
          />
          <SearchBox
            label={texts.map.find}
            value={view.find}
            onChange={(text) => changeView({ find: text }, "replace")}
          />
          {found && (
            <span className="quiet" role="status">
              {texts.map.found(number(found.size))}
            </span>
          )}
          <label className="check">
            <input
              type="checkbox"
              checked={view.removed}
              onChange={(event) => changeView({ removed: event.target.checked })}
            />
            {texts.map.removed}
          </label>
        </div>
        {blocks.length === 0 && <p className="state">{texts.map.none}</p>}
        {blocks.length > 0 && layout === "table" && <BlockTable {...shown} />}
        {blocks.length > 0 && layout === "map" && (
          <Suspense fallback={<Loading />}>
            <FlowMap {...shown} />
          </Suspense>
        )}
      </div>
      {view.block !== null && (
        <BlockDetail
          key={view.block}
          block={view.block}
          series={seriesKey}
          isNew={view.block !== openAtFirst.current}
        />
      )}
    </>
  );
}

/** The keys of the blocks whose name, key or kind contains a text; null if there is none. */
function matching(blocks: readonly Block[], text: string): ReadonlySet<string> | null {
  const sought = text.trim().toLocaleLowerCase();
  if (!sought) return null;
  const words = (block: Block) => `${block.name}\n${block.key}\n${kindOf(block)}`.toLocaleLowerCase();
  return new Set(blocks.filter((block) => words(block).includes(sought)).map((block) => block.key));
}
