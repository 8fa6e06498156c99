import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { offlinePage } from "./offline-page.ts";

/**
 * The server sends a strict content security policy: nothing inline, nothing from another host. So assets are
 * never inlined, and there are no source maps in what is shipped.
 */
export default defineConfig({
  plugins: [react(), offlinePage()],
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: { "/v1": process.env["TOUCHSTONE_API"] ?? "http://127.0.0.1:8080" },
  },
});
