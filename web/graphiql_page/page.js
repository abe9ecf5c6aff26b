"use strict";

const TOKEN = "milepost:token";
const NEW_TAB = "# Ctrl-Space completes a name, Ctrl-Enter runs the query.\n";

// The token is in the fragment, which browsers never send to a server. It is stored for this browser tab only.
function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    if (token !== sessionStorage.getItem(TOKEN)) {
      sessionStorage.clear(); // the token may belong to another workspace: show the examples again
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

// Asks for another token if the server refuses this one. It is kept until then, so that a reload shows the reason again.
async function fetchWithToken(url, options) {
  const response = await fetch(url, options);
  if (response.status === 401 && options.headers.Authorization === `Bearer ${token}`) {
    const answer = await response.clone().json();
    document.getElementById("token-refused").textContent = answer.errors[0].message;
    if (document.getElementById("token").hidden) askForToken();
  }
  return response;
}

function start(token) {
  // Not in the Headers pane: each tab has its own pane, and a saved query would contain the token. A header in the
  // pane takes precedence.
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const examples = JSON.parse(document.getElementById("examples").textContent);
  const graphiql = React.createElement(
    GraphiQL,
    {
      fetcher: GraphiQL.createFetcher({ url: location.pathname, headers, fetch: fetchWithToken }),
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
