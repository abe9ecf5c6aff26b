import { type Column, Table } from "../parts/Table";
import { WhoLink } from "../people/WhoLink";
import { whoColumn } from "../people/whoColumn";
import { texts } from "../texts";
import { useView } from "../view/useView";
import { BlockLink } from "./BlockLink";
import { kindOf, leadsTo, pathName } from "./paths";
import type { Block, Path } from "./SeriesMap";
import { States } from "./States";

type Props = { blocks: readonly Block[]; paths: readonly Path[]; found: ReadonlySet<string> | null };

/** The map as a table: for narrow windows and screen readers. */
export function BlockTable({ blocks, paths, found }: Props) {
  const view = useView();
  const shown = blocks.filter((block) => !found || found.has(block.key));
  if (shown.length === 0) return <p className="state">{texts.map.noMatch(view.find)}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards must be able to scroll it
    <section className="scroll" tabIndex={0} aria-label={texts.map.title}>
      <Table columns={columns(paths)} rows={shown} keyOf={(block) => block.key} />
    </section>
  );
}

function columns(paths: readonly Path[]): Column<Block>[] {
  return [
    {
      name: "name",
      title: texts.block.name,
      isHeader: true,
      cell: (block) => (
        <>
          <BlockLink block={block} />
          {block.removedAt && <span className="badge">{texts.block.isRemoved}</span>}
        </>
      ),
    },
    { name: "kind", title: texts.block.kind, cell: kindOf },
    whoColumn({ name: "reached", title: texts.block.reached }, ({ name, stats }) => ({
      count: stats.reached,
      selection: stats.selection,
      title: texts.block.who(name, texts.block.reached),
    })),
    { name: "states", title: texts.block.states, cell: (block) => <States block={block} /> },
    {
      name: "leads",
      title: texts.block.leads,
      cell: (block) => <Leads block={block} paths={paths.filter((path) => path.from.key === block.key)} />,
    },
  ];
}

function Leads({ block, paths }: { block: Block; paths: readonly Path[] }) {
  if (paths.length === 0) return null;
  return (
    <ul className="quiet leads">
      {paths.map((path) => (
        <li key={`${pathName(path)} ${path.to.key}`}>
          {leadsTo(path)}{" "}
          <WhoLink
            count={path.stats?.taken ?? 0}
            selection={path.stats?.selection}
            title={texts.block.who(block.name, leadsTo(path))}
          />
        </li>
      ))}
    </ul>
  );
}
