/** Conditions on where people stand in a series. */

import { graphql } from "react-relay";
import type { StandingFieldsBlocksQuery } from "../__generated__/StandingFieldsBlocksQuery.graphql";
import type { StandingFieldsSeriesQuery } from "../__generated__/StandingFieldsSeriesQuery.graphql";
import { useLive } from "../api/useLive";
import { Choice } from "../parts/Choice";
import { texts } from "../texts";
import { OUTCOMES, STANDINGS } from "../view/people";
import type { FieldsProps } from "./ConditionFields";

const SERIES = graphql`
  query StandingFieldsSeriesQuery {
    allSeries(first: 200) { nodes { id key name } }
  }
`;

const BLOCKS = graphql`
  query StandingFieldsBlocksQuery($series: String!) {
    series(key: $series) { blocks(includeRemoved: true) { id key name } }
  }
`;

export function OutcomeFields({ value, onChange }: FieldsProps<"outcome">) {
  return (
    <>
      <SeriesChoice value={value.series} onChange={(series) => onChange({ ...value, series })} />
      <Choice
        label={texts.filter.outcome}
        options={OUTCOMES}
        names={texts.people.outcomeNames}
        value={value.outcome}
        onChange={(outcome) => onChange({ ...value, outcome })}
      />
    </>
  );
}

export function VisitFields({ value, onChange }: FieldsProps<"visit">) {
  const { data } = useLive<StandingFieldsBlocksQuery>(BLOCKS, { series: value.series });
  const names = namesOf(data?.series?.blocks ?? [], value.block);
  return (
    <>
      <SeriesChoice value={value.series} onChange={(series) => onChange({ ...value, series, block: "" })} />
      <Choice
        label={texts.filter.block}
        options={Object.keys(names)}
        names={names}
        value={value.block}
        isRequired
        onChange={(block) => onChange({ ...value, block })}
      />
      <Choice
        label={texts.filter.standing}
        options={STANDINGS}
        names={texts.standings}
        value={value.standing}
        onChange={(standing) => onChange({ ...value, standing })}
      />
    </>
  );
}

function SeriesChoice({ value, onChange }: { value: string; onChange: (series: string) => void }) {
  const { data } = useLive<StandingFieldsSeriesQuery>(SERIES, {});
  const names = namesOf(data?.allSeries.nodes ?? [], value);
  return (
    <Choice label={texts.filter.series} options={Object.keys(names)} names={names} value={value} onChange={onChange} />
  );
}

type Named = { readonly key: string; readonly name: string };

/** Names by key, with that of the chosen one even if it is not known, or not chosen yet. */
function namesOf(known: readonly Named[], chosen: string): Record<string, string> {
  return { [chosen]: chosen, ...Object.fromEntries(known.map((each) => [each.key, each.name])) };
}
