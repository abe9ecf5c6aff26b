import { useState } from "react";
import { useZone } from "../api/viewer";
import { number } from "../format";
import { Choice } from "../parts/Choice";
import { InstantField } from "../parts/InstantField";
import { texts } from "../texts";
import { EVERYONE, isEveryone } from "../view/people";
import { changeView, useView } from "../view/useView";
import { CLOCKS, START, UNITS, type View } from "../view/view";
import { FilterDialog } from "./FilterDialog";
import { History } from "./History";

const PARTS = ["unit", "clock", "from", "to", "asOf", "zone"] as const;

/** What is counted: people or entries, a range and its clock, an instant, and which people. */
export function ScopeBar({ series }: { series: string }) {
  const view = useView();
  const zone = useZone();
  const [isFiltering, setFiltering] = useState(false);
  const conditions = view.people.conditions.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex container everywhere
    <div className="scope" role="group" aria-label={texts.scope.title}>
      <Choice
        label={texts.scope.unit}
        options={UNITS}
        names={texts.scope.units}
        value={view.unit}
        onChange={(unit) => changeView({ unit })}
      />
      <InstantField label={texts.scope.from} value={view.from} zone={zone} onChange={(from) => changeView({ from })} />
      <InstantField label={texts.scope.to} value={view.to} zone={zone} onChange={(to) => changeView({ to })} />
      <Choice
        label={texts.scope.clock}
        options={CLOCKS}
        names={texts.scope.clocks}
        value={view.clock}
        onChange={(clock) => changeView({ clock })}
      />
      <InstantField label={texts.scope.asOf} value={view.asOf} zone={zone} onChange={(asOf) => changeView({ asOf })} />
      <History series={series} asOf={view.asOf} zone={zone} />
      <ZoneChoice zone={zone} />
      <button type="button" className="button" onClick={() => setFiltering(true)}>
        {conditions === 0 ? texts.scope.people : texts.scope.filtered(number(conditions))}
      </button>
      {isChanged(view) && (
        <button type="button" className="button plain" onClick={() => changeView(defaults())}>
          {texts.scope.clear}
        </button>
      )}
      {view.refused.length > 0 && (
        <p className="notice bad refused" role="alert">
          {texts.scope.refused(view.refused.join(", "))}
        </p>
      )}
      {isFiltering && <FilterDialog people={view.people} series={series} onClose={() => setFiltering(false)} />}
    </div>
  );
}

function ZoneChoice({ zone }: { zone: string }) {
  const zones = Intl.supportedValuesOf("timeZone");
  const known = zones.includes(zone) ? zones : [zone, ...zones];
  const names = Object.fromEntries([...known, "UTC"].map((each) => [each, each]));
  return (
    <Choice
      label={texts.scope.zone}
      options={Object.keys(names)}
      names={names}
      value={zone}
      onChange={(chosen) => changeView({ zone: chosen })}
    />
  );
}

function defaults(): Partial<View> {
  return { ...Object.fromEntries(PARTS.map((part) => [part, START[part]])), people: EVERYONE };
}

function isChanged(view: View): boolean {
  return view.refused.length > 0 || PARTS.some((part) => view[part] !== START[part]) || !isEveryone(view.people);
}
