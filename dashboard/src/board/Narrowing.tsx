import { useZone } from "../api/viewer";
import { Choice } from "../parts/Choice";
import { InstantField } from "../parts/InstantField";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import { type Also, FIGURES, type Figure, LEFT_AS } from "../view/view";

/** Choices of a part of the people behind a figure. The figures are not exclusive, so someone can be behind two. */
export function Narrowing({ figure }: { figure: Figure }) {
  const view = useView();
  const others = FIGURES.filter((each) => each !== figure && each !== "started");
  return (
    <div className="row fields">
      <Choice<Also>
        label={texts.figures.also}
        options={["", ...others]}
        names={{ "": texts.figures.any, ...texts.figures.names }}
        value={view.also}
        onChange={(also) => changeView({ also })}
      />
      {figure === "goalHit" && <Left />}
    </div>
  );
}

function Left() {
  const { leftAs, leftFrom, leftTo } = useView();
  const zone = useZone();
  return (
    <>
      <Choice
        label={texts.figures.leftAs}
        options={LEFT_AS}
        names={texts.figures.leftAsNames}
        value={leftAs}
        onChange={(value) =>
          changeView({ leftAs: value, ...(value === "IN_PROGRESS" && { leftFrom: "", leftTo: "" }) })
        }
      />
      {leftAs !== "IN_PROGRESS" && (
        <>
          <InstantField
            label={texts.figures.leftFrom}
            value={leftFrom}
            zone={zone}
            onChange={(at) => changeView({ leftFrom: at })}
          />
          <InstantField
            label={texts.figures.leftTo}
            value={leftTo}
            zone={zone}
            onChange={(at) => changeView({ leftTo: at })}
          />
        </>
      )}
    </>
  );
}
