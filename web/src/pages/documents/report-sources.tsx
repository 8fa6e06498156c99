import type { ReportDocument } from "./documents-api.ts";

type Source = ReportDocument["sources"][number];

/** The sources of the figures, folded by kind, a line each; in the language of the paper. */
export function ReportSources({ sources }: Pick<ReportDocument, "sources">) {
  const kinds = [...new Set(sources.map(({ kind }) => kind))];
  return (
    <section id="section-sources">
      <h3 className="paper__heading">附 数据来源表</h3>
      {kinds.map((kind) => (
        <SourcesOfKind key={kind} kind={kind} sources={sources.filter((source) => source.kind === kind)} />
      ))}
    </section>
  );
}

function SourcesOfKind({ kind, sources }: { readonly kind: string; readonly sources: readonly Source[] }) {
  return (
    <details className="paper-sources">
      <summary>
        {kind} <span className="paper-sources__count">{sources.length} 项</span>
      </summary>
      <div className="paper__scroll" tabIndex={0} role="region" aria-label={`数据来源：${kind}`}>
        <table>
          <thead>
            <tr>
              {["编号", "名称", "文件与行数", "期间", "接收", "存证"].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map(({ mark, title, content, period, received, evidence }) => (
              <tr key={mark} id={`source-${mark}`}>
                <td>[{mark}]</td>
                {[title, content, period, received, evidence].map((cell, index) => (
                  <td key={index} title={cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
