import locales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import relay from "vite-plugin-relay";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/",
  plugins: [{ ...locales.vite({ locales: ["en-US"] }), enforce: "pre" }, relay, react()],
  build: {
    outDir: "../web/static/dashboard",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the policy of the page permits no data: scripts or styles
    modulePreload: { polyfill: false },
    sourcemap: false,
    target: "es2023",
    chunkSizeWarningLimit: 1_000,
  },
  test: { environment: "happy-dom", isolate: false, include: ["tests/**/*.test.{ts,tsx}"] },
});
