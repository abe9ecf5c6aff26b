import { number } from "../format";
import { texts } from "../texts";
import { addressOf, useView } from "../view/useView";
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
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{texts.block.name}</th>
            <th scope="col">{texts.block.kind}</th>
            <th scope="col" className="right">
              {texts.block.reached}
            </th>
            <th scope="col">{texts.block.states}</th>
            <th scope="col">{texts.block.leads}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((block) => (
            <tr key={block.key}>
              <th scope="row">
                <a href={addressOf(view, { block: block.key, state: "" })}>{block.name}</a>
                {block.removedAt && <span className="badge">{texts.block.isRemoved}</span>}
              </th>
              <td>{texts.block.kinds[block.kind]}</td>
              <td className="right">{number(block.stats.reached)}</td>
              <td>
                <States stats={block.stats} />
              </td>
              <td className="quiet">
                {paths
                  .filter((path) => path.from.key === block.key)
                  .map((path) => texts.map.paths(texts.paths.name(path.condition, path.variant), path.to.name))
                  .join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
