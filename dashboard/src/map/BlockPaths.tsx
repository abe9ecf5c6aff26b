import type { ReactNode } from "react";
import { number, percent } from "../format";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import { leadsTo, pathName } from "./paths";
import type { Path } from "./SeriesMap";

/** The paths that lead on from a block, with how many took each. A choice narrows the visits to one of them. */
export function BlockPaths({ paths }: { paths: readonly Path[] }) {
  const { along } = useView();
  const canNarrow = new Set(paths.map(pathName)).size === paths.length; // visits name a path by its condition
  if (!canNarrow)
    return (
      <ul className="states">
        {paths.map((path) => (
          <li key={`${pathName(path)} ${path.to.key}`}>
            <Taken path={path} />
          </li>
        ))}
      </ul>
    );
  return (
    <fieldset className="row">
      <legend>{texts.block.leftAlong}</legend>
      <PathOption name="" along={along}>
        {texts.block.anyPath}
      </PathOption>
      {paths.map((path) => (
        <PathOption key={pathName(path)} name={pathName(path)} along={along}>
          <Taken path={path} />
        </PathOption>
      ))}
    </fieldset>
  );
}

function PathOption({ name, along, children }: { name: string; along: string; children: ReactNode }) {
  return (
    <label className="check">
      <input type="radio" name="path" checked={name === along} onChange={() => changeView({ along: name })} />
      {children}
    </label>
  );
}

function Taken({ path }: { path: Path }) {
  return (
    <>
      {leadsTo(path)} <strong>{number(path.stats?.taken ?? 0)}</strong>
      {path.stats?.share != null && <span className="quiet">{percent(100 * path.stats.share)}</span>}
    </>
  );
}
