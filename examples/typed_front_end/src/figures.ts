// Prints the headline figures of a series: node src/figures.ts onboarding
import { ask, graphql, type Milepost, type ResultOf } from "./milepost.ts";

const FIGURES = graphql(`
  query Figures($key: String!, $scope: StatsScope) {
    series(key: $key) {
      name
      stats(scope: $scope) { id outcomes { id kind count percentage } }
    }
  }
`);

type Outcome = NonNullable<NonNullable<ResultOf<typeof FIGURES>["series"]>["stats"]>["outcomes"][number];

function line({ kind, count, percentage }: Outcome): string {
  return `${kind}: ${count} (${percentage === null ? "no base" : `${percentage.toFixed(1)} %`})`;
}

export async function figures(milepost: Milepost, key: string): Promise<string[]> {
  const { series } = await ask(milepost, FIGURES, { key, scope: { unit: "PEOPLE" } });
  if (!series) throw new Error(`There is no series with the key ${key}.`);
  return [series.name, ...(series.stats?.outcomes.map(line) ?? [])];
}

async function main(): Promise<void> {
  const { MILEPOST_URL: url, MILEPOST_TOKEN: token } = process.env;
  const [key] = process.argv.slice(2);
  if (!url || !token || !key) throw new Error("Set MILEPOST_URL and MILEPOST_TOKEN, and name the key of a series.");
  console.log((await figures({ url, token }, key)).join("\n"));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
