"use strict";

const TOKEN = "milepost:token";
const NEW_TAB = "# Ctrl-Space completes, Ctrl-Enter runs.\n";

// The token comes in the fragment, which browsers never send, and is kept for this browser tab alone.
function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    if (token !== sessionStorage.getItem(TOKEN)) {
      sessionStorage.clear(); // another token may mean another workspace: begin with the examples again
      sessionStorage.setItem(TOKEN, token);
    }
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(TOKEN);
}

function askForToken() {
  const form = document.getElementById("token");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = new URLSearchParams({ token: form.elements["token-value"].value.trim() });
  });
}

function start(token) {
  // Sent with every request rather than kept in the Headers pane, where each tab has its own and a saved query
  // would hold the token. What is written in the pane still wins.
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const examples = JSON.parse(document.getElementById("examples").textContent);
  const graphiql = React.createElement(
    GraphiQL,
    {
      fetcher: GraphiQL.createFetcher({ url: location.pathname, headers }),
      plugins: [GraphiQLPluginExplorer.explorerPlugin()],
      defaultTabs: examples.map((query) => ({ query })),
      defaultQuery: NEW_TAB,
      storage: sessionStorage,
    },
    React.createElement(GraphiQL.Logo, null, "Milepost"),
  );
  ReactDOM.createRoot(document.getElementById("graphiql")).render(graphiql);
}

addEventListener("hashchange", () => location.reload());
const token = takeToken();
if (!token) askForToken();
start(token);
