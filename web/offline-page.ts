import path from "node:path";
import react from "@vitejs/plugin-react";
import { build, type Plugin } from "vite";

/**
 * Builds the verify page once more as a single file, `verify.html`, beside the app: whoever saves it can check evidence
 * without a network and without this platform. Its own policy lets it load nothing at all.
 */
export function offlinePage(): Plugin {
  let outDir = "dist";
  return {
    name: "touchstone-offline-page",
    apply: "build",
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await build({
        configFile: false,
        root: import.meta.dirname,
        logLevel: "warn",
        plugins: [react(), intoOneFile()],
        build: {
          target: "es2022",
          outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          sourcemap: false,
          modulePreload: false,
          cssCodeSplit: false,
          reportCompressedSize: false,
          rollupOptions: { input: path.join(import.meta.dirname, "verify.html") },
        },
      });
    },
  };
}

/** Puts scripts and styles into the page itself. */
function intoOneFile(): Plugin {
  return {
    name: "touchstone-into-one-file",
    enforce: "post",
    generateBundle(_options, bundle) {
      const page = bundle["verify.html"];
      if (page?.type !== "asset") throw new Error("verify.html was not built");
      let html = String(page.source);
      let scripts = "";
      for (const [name, part] of Object.entries(bundle)) {
        if (part === page) continue;
        // A function gives the replacement, because `$` in code would be taken for a pattern.
        if (part.type === "chunk") {
          html = html.replace(new RegExp(`\\s*<script[^>]*src="/${escaped(name)}"[^>]*></script>`), "");
          scripts += `<script type="module">${part.code.replaceAll("</script", "<\\/script")}</script>`;
        } else {
          const style = `<style>${String(part.source)}</style>`;
          html = html.replace(new RegExp(`<link[^>]*href="/${escaped(name)}"[^>]*>`), () => style);
        }
        delete bundle[name];
      }
      page.source = html.replace("</body>", () => `${scripts}</body>`);
    },
  };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
