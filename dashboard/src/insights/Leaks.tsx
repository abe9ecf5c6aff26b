import { graphql, useFragment } from "react-relay";
import type { Leaks_series$data, Leaks_series$key } from "../__generated__/Leaks_series.graphql";
import { number, percentOf } from "../format";
import { BlockLink } from "../map/BlockLink";
import { Section } from "../parts/Section";
import { type Column, Table } from "../parts/Table";
import { whoColumn } from "../people/whoColumn";
import { texts } from "../texts";
import { useView } from "../view/useView";

type Leak = NonNullable<Leaks_series$data["stats"]>["leaks"][number];

/** Where people are lost: the largest loss in a sentence, and all of them as a list. */
export function Leaks({ series }: { series: Leaks_series$key }) {
  const { unit } = useView();
  const { stats } = useFragment(
    graphql`
      fragment Leaks_series on Series @argumentDefinitions(scope: { type: "StatsScope!" }) {
        stats(scope: $scope) { leaks { count share selection block { id key name } } }
      }
    `,
    series,
  );
  const leaks = stats?.leaks ?? [];
  const [worst] = leaks;
  if (!worst) return null;
  const lost = leaks.reduce((sum, leak) => sum + leak.count, 0);
  return (
    <div className="section">
      <p id="leaks">
        {texts.leaks.most[unit]} <BlockLink block={worst.block} />:{" "}
        {texts.leaks.of(number(worst.count), number(lost), percentOf(worst.share))}
      </p>
      <Section name="leaks" title={texts.leaks.title}>
        <p className="quiet">{texts.leaks.meaning[unit]}</p>
        <div className="scroll">
          <Table columns={columns(worst.count)} rows={leaks} keyOf={(leak) => leak.block.id} />
        </div>
      </Section>
    </div>
  );
}

function columns(most: number): Column<Leak>[] {
  return [
    { name: "block", title: texts.block.name, isHeader: true, cell: (leak) => <BlockLink block={leak.block} /> },
    whoColumn(
      { name: "count", title: texts.leaks.count },
      ({ count, selection, block }) => ({ count, selection, title: texts.leaks.who(block.name) }),
      most,
    ),
    { name: "share", title: texts.leaks.share, isNumber: true, cell: (leak) => percentOf(leak.share) },
  ];
}
