import type { ReactNode } from "react";
import { duration, number, percentOf } from "../format";
import { WhoLink } from "../people/WhoLink";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import type { BlockPath } from "./BlockDetail";
import { leadsTo, pathName } from "./paths";

/** The paths that lead on from a block, with how many took each, and after what time. A choice narrows the visits to one of them. */
export function BlockPaths({ block, paths }: { block: string; paths: readonly BlockPath[] }) {
  const { along } = useView();
  const canNarrow = new Set(paths.map(pathName)).size === paths.length; // visits name a path by its condition
  if (!canNarrow)
    return (
      <ul className="states">
        {paths.map((path) => (
          <li key={`${pathName(path)} ${path.to.key}`}>
            <Taken path={path}>
              <WhoLink
                count={path.stats?.taken ?? 0}
                selection={path.stats?.selection}
                title={texts.block.who(block, leadsTo(path))}
              />
            </Taken>
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
          <Taken path={path}>{number(path.stats?.taken ?? 0)}</Taken>
        </PathOption>
      ))}
    </fieldset>
  );
}

function PathOption({ name, along, children }: { name: string; along: string; children: ReactNode }) {
  return (
    <label className="check">
      <input type="radio" name="path" checked={name === along} onChange={() => changeView({ along: name })} />
      <span>{children}</span>
    </label>
  );
}

function Taken({ path, children }: { path: BlockPath; children: ReactNode }) {
  const { share, medianSeconds } = path.stats ?? {};
  return (
    <>
      {leadsTo(path)} <strong>{children}</strong> {share != null && <span className="quiet">{percentOf(share)}</span>}{" "}
      {medianSeconds != null && <span className="quiet">{texts.block.after(duration(medianSeconds))}</span>}
    </>
  );
}
