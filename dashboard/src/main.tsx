import { createRoot } from "react-dom/client";
import { App } from "./App";
import { takeToken } from "./session";
import "./styles/main.css";

takeToken(); // before anything is drawn
addEventListener("hashchange", takeToken); // a sign-in link opened in this tab
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
