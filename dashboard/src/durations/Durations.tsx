import { graphql, useFragment } from "react-relay";
import type { Durations_stats$data, Durations_stats$key } from "../__generated__/Durations_stats.graphql";
import { duration, number } from "../format";
import { type Column, Table } from "../parts/Table";
import { WhoLink } from "../people/WhoLink";
import { whoColumn } from "../people/whoColumn";
import { texts } from "../texts";
import { CurveChart } from "./CurveChart";

/** The words for what ends a duration: leaving a block, or an outcome. `times` says in lists of people which times. */
export type Ending = { names: (typeof texts.durations)["left"]; times: string; isRising: boolean };

type Bucket = Durations_stats$data["histogram"][number];
type Props = { stats: Durations_stats$key; ending: Ending };

/** How long something takes: the usual and the slow ones, the share over time, and how many took how long. */
export function Durations({ stats, ending }: Props) {
  const { count, medianSeconds, p90Seconds, stillThere, stillThereSelection, curve, histogram } = useFragment(
    graphql`
      fragment Durations_stats on DurationStats {
        count
        medianSeconds
        p90Seconds
        stillThere
        stillThereSelection
        curve { seconds stillThere low high }
        histogram { fromSeconds toSeconds count selection }
      }
    `,
    stats,
  );
  const { names, times, isRising } = ending;
  const most = Math.max(1, ...histogram.map((bucket) => bucket.count));
  return (
    <>
      <dl className="facts">
        <dt>{names.half}</dt>
        <dd>{medianSeconds == null ? texts.durations.fewerThanHalf : duration(medianSeconds)}</dd>
        <dt>{names.most}</dt>
        <dd>{p90Seconds == null ? texts.durations.fewerThanMost : duration(p90Seconds)}</dd>
        <dt>{names.rest}</dt>
        <dd>
          <WhoLink count={stillThere} selection={stillThereSelection} title={texts.durations.who(times, names.rest)} />
          {texts.durations.of(number(count))}
        </dd>
      </dl>
      {curve.length > 1 && <CurveChart title={names.curve} points={curve} isRising={isRising} />}
      {histogram.length > 0 && (
        <div className="scroll">
          <Table columns={columns(most, ending)} rows={histogram} keyOf={(each) => String(each.fromSeconds)} />
        </div>
      )}
    </>
  );
}

function columns(most: number, { names, times }: Ending): Column<Bucket>[] {
  return [
    { name: "duration", title: texts.durations.duration, isHeader: true, cell: inWords },
    whoColumn(
      { name: "count", title: names.count },
      (bucket) => ({
        count: bucket.count,
        selection: bucket.selection,
        title: texts.durations.who(times, inWords(bucket)),
      }),
      most,
    ),
  ];
}

function inWords({ fromSeconds, toSeconds }: Bucket): string {
  if (toSeconds == null) return texts.durations.atLeast(duration(fromSeconds));
  return texts.durations.between(duration(fromSeconds), duration(toSeconds));
}
