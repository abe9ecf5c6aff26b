import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { graphql, useFragment } from "react-relay";
import type { Figures_series$data, Figures_series$key } from "../__generated__/Figures_series.graphql";
import { number, percent } from "../format";
import { WhoLink } from "../people/WhoLink";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import { FIGURES, type Figure, WHOLE_FIGURE } from "../view/view";
import { FigurePanel } from "./FigurePanel";

type Stats = NonNullable<Figures_series$data["stats"]>;

/** The five headline figures as tabs. The open one shows how it moved, and who is behind it. */
export function Figures({ series, seriesKey }: { series: Figures_series$key; seriesKey: string }) {
  const view = useView();
  const { stats } = useFragment(
    graphql`
      fragment Figures_series on Series @argumentDefinitions(scope: { type: "StatsScope!" }) {
        stats(scope: $scope) {
          inProgress { count percentage selection }
          started { count percentage interval95 { low high } }
          finished { count percentage interval95 { low high } }
          disengaged { count percentage interval95 { low high } }
          exited { count percentage interval95 { low high } }
          goalHit { count percentage interval95 { low high } }
        }
      }
    `,
    series,
  );
  if (!stats) return null;
  const isEmpty = stats.started.count === 0;
  return (
    <Tabs
      className="figures"
      selectedKey={view.figure}
      onSelectionChange={(figure) => changeView({ figure: figure as Figure, ...WHOLE_FIGURE })}
    >
      <TabList aria-label={texts.figures.label} className="figure-tabs">
        {FIGURES.map((figure) => (
          <Tab key={figure} id={figure} className="figure-tab">
            <FigureTab figure={figure} stats={stats} />
          </Tab>
        ))}
      </TabList>
      {isEmpty && <p>{texts.figures.notStarted}</p>}
      {FIGURES.map((figure) => (
        <TabPanel key={figure} id={figure} className="figure-panel">
          {figure === "started" && <InProgress figure={stats.inProgress} />}
          <FigurePanel figure={figure} count={stats[figure].count} series={seriesKey} />
        </TabPanel>
      ))}
    </Tabs>
  );
}

/** Below the tab, which says it, too: a tab cannot hold a link. */
function InProgress({ figure: { count, percentage, selection } }: { figure: Stats["inProgress"] }) {
  const title = texts.people.outcomeNames.IN_PROGRESS;
  return (
    <p>
      {title}: <WhoLink count={count} selection={selection} title={title} />{" "}
      <span className="quiet">{texts.figures.ofStarted(percent(percentage))}</span>
    </p>
  );
}

function FigureTab({ figure, stats }: { figure: Figure; stats: Stats }) {
  const { count, percentage, interval95 } = stats[figure];
  const { inProgress } = stats;
  return (
    <>
      <span className="figure-name">{texts.figures.names[figure]}</span>
      <span className="figure-count">{number(count)}</span>
      {figure === "started" ? (
        <span className="quiet">
          {texts.figures.inProgress(number(inProgress.count), percent(inProgress.percentage))}
        </span>
      ) : (
        <span className="quiet">{texts.figures.ofStarted(percent(percentage))}</span>
      )}
      {figure !== "started" && interval95 && (
        <span className="quiet">{texts.figures.interval95(percent(interval95.low), percent(interval95.high))}</span>
      )}
    </>
  );
}
