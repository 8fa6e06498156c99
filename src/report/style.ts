/**
 * The style sheet of every page: no network, light and dark, printable on A4, figures in columns.
 * Colours carry one meaning each: accent for what is ours to press or was granted, two series colours in charts.
 * Increases and losses are told by sign, word and hatching, never by red and green.
 */
export const styleSheet = `
:root{color-scheme:light dark;--bg:#fbfbf9;--panel:#fff;--text:#1c2226;--muted:#56626b;--line:#dadfe2;--soft:#eef1f2;--accent:#175a86;--s1:#2b6c99;--s2:#b9772a;--chip:#e6eef4;--warn:#6d4c00;--warnbg:#fff3cf}
@media(prefers-color-scheme:dark){:root{--bg:#13171a;--panel:#1a1f23;--text:#e5e9eb;--muted:#9eabb4;--line:#323b42;--soft:#222a2f;--accent:#84bfe8;--s1:#5b9fcc;--s2:#dda45c;--chip:#22323f;--warn:#ffdf8f;--warnbg:#3a2f10}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 "Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;font-variant-numeric:tabular-nums}
html[data-language=zh] .en,html[data-language=en] .zh{display:none}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
header.top,main,footer{max-width:1320px;margin:0 auto;padding:0 20px}
header.top{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;padding-top:18px;padding-bottom:8px}
header.top h1{font-size:19px;margin:0;font-weight:600}
header.top .brand{color:var(--muted)}
header.top .spacer{flex:1}
button,select,input{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:4px 10px}
button{cursor:pointer}
.badge{background:var(--warnbg);color:var(--warn);border:1px solid currentColor;border-radius:3px;padding:0 7px;font-weight:600}
.notice{background:var(--soft);border-left:3px solid var(--accent);padding:5px 10px;margin:4px 0 12px;color:var(--muted)}
nav.sections{display:flex;flex-wrap:wrap;gap:2px 18px;border-bottom:1px solid var(--line);padding-bottom:7px;margin-bottom:14px}
h2{font-size:16px;font-weight:600;margin:26px 0 8px}.columns>div>h2:first-child{margin-top:8px}h3{font-size:14px;font-weight:600;margin:18px 0 6px}
h3,p,li,figcaption{overflow-wrap:anywhere}p{margin:4px 0 8px}.muted{color:var(--muted)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(168px,1fr));gap:1px;margin:9px 1px 15px}
.figures>div{background:var(--panel);padding:8px 12px;box-shadow:0 0 0 1px var(--line)}
.figures dt,.figures .what{color:var(--muted);font-size:12.5px}
.figures .value{font-size:20px;line-height:1.3}
.figures .value small{font-size:12.5px;color:var(--muted);margin-left:4px}
.figures .note{font-size:12.5px;color:var(--muted)}
.figures.small .value{font-size:15px}.figures.small{grid-template-columns:repeat(auto-fit,minmax(118px,1fr))}
.scroll{overflow-x:auto;border:1px solid var(--line);background:var(--panel)}
table{border-collapse:collapse;width:100%;background:var(--panel)}
th,td{padding:4px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
tr:last-child>td{border-bottom:0}
th{font-weight:600;color:var(--muted);font-size:12.5px;white-space:nowrap;background:var(--soft)}
th button{border:0;background:none;padding:0;color:inherit;font-weight:600}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
.number{text-align:right;white-space:nowrap}td.code{white-space:nowrap}
td.name{max-width:210px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.narrow{max-width:820px}td.long{overflow-wrap:anywhere}@media(min-width:641px){td.long div{white-space:nowrap}}
tr.total td{font-weight:600;background:var(--soft)}
tr.group td{background:var(--soft);color:var(--muted);font-size:12.5px;font-weight:600}
tbody tr:hover td{background:var(--soft)}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:6px 24px;align-items:start}
.columns>*{min-width:0}.columns.machine{grid-template-columns:repeat(auto-fill,minmax(min(100%,440px),1fr))}
@media(min-width:1000px){.columns.uneven{grid-template-columns:minmax(0,1.3fr) minmax(0,1fr)}.columns.wide-left{grid-template-columns:minmax(0,1fr) minmax(0,1.15fr)}}
.filters{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:8px 0}.filters input{flex:1 1 200px;max-width:320px}
.chip{display:inline-block;background:var(--chip);border-radius:3px;padding:0 7px;font-size:12.5px;white-space:nowrap}
.state{white-space:nowrap}.state::before{content:"○ ";color:var(--muted)}.state.granted::before{content:"● ";color:var(--accent)}.state.declined::before{content:"× ";color:var(--text)}
ul.reasons{margin:4px 0 10px;padding-left:20px}ul.reasons li{margin:2px 0}
.chart{margin:6px 0 14px;border:1px solid var(--line);background:var(--panel);padding:8px 12px}
.chart svg{display:block;width:100%;height:auto;margin-top:6px}
figcaption{display:flex;flex-wrap:wrap;gap:2px 10px;font-weight:600}.unit{color:var(--muted);font-weight:400;font-size:12.5px}
.drawing{overflow-x:auto}.legend{font-weight:400;font-size:12.5px;margin-left:auto}.key{margin-left:12px;white-space:nowrap}
.swatch{display:inline-block;width:11px;height:11px;margin-right:5px;vertical-align:-1px;background:var(--s1)}.swatch.series-2{background:var(--s2)}.swatch.series-3{background:var(--muted);opacity:.4}.swatch.series-4{background:var(--text)}
.series-1{fill:var(--s1)}.series-2{fill:var(--s2)}.series-3{fill:var(--muted);opacity:.4}.series-4{fill:var(--text)}.holiday{fill:var(--muted)}.gained{fill:var(--s1)}.lost{fill:var(--panel);stroke:var(--s2);stroke-width:2}
.line-1,.line-2,.line-3,.reference,.mark,.interval{fill:none}.line-1{stroke:var(--s1);stroke-width:2}.line-2{stroke:var(--s2);stroke-width:2;stroke-dasharray:6 3}.line-3{stroke:var(--text);stroke-width:1.5;stroke-dasharray:2 3}.reference{stroke:var(--muted);stroke-width:1;stroke-dasharray:4 4}.mark{stroke:var(--text);stroke-width:1.5}.interval{stroke:var(--muted);stroke-width:1.5}.dot{stroke-dasharray:none}.dot.line-1{fill:var(--s1)}.dot.line-2{fill:var(--s2)}.dot.line-3{fill:var(--text)}.dot:hover{stroke-width:5}.swatch-line{vertical-align:1px;margin-right:5px}.chart svg.swatch-line{display:inline;width:22px;height:8px;margin-top:0}
.grid{stroke:var(--line);stroke-width:1}.axis{stroke:var(--muted);stroke-width:1}.tick{fill:var(--muted);font-size:11.5px}.label{fill:var(--text);font-size:12.5px}.label.strong{font-weight:600}
.hit{fill:transparent}.hit:hover{fill:var(--muted);fill-opacity:.14}
.table-view{margin-top:4px}.table-view summary,details summary{cursor:pointer;color:var(--accent);font-size:12.5px}
.table-view .scroll{max-height:320px;overflow:auto;margin-top:4px}
code{font:12.5px/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{background:var(--soft);padding:8px 10px;margin:4px 0 10px;overflow-x:auto}pre code{overflow-wrap:normal}
.rate{white-space:nowrap}.bar{display:inline-block;height:9px;background:var(--s1);vertical-align:0;margin-left:6px;min-width:1px}
footer{color:var(--muted);padding-top:20px;padding-bottom:30px;font-size:12.5px}
[hidden]{display:none!important}
@media(max-width:640px){header.top,main,footer{padding-left:12px;padding-right:12px}header.top h1{font-size:17px;flex-basis:100%}.optional{display:none}.figures{grid-template-columns:1fr 1fr}.figures .value{font-size:17px}th,td{padding:4px 7px}td.name{max-width:92px}.drawing:not(.whole) svg{min-width:560px}.legend{margin-left:0}.key:first-child{margin-left:0}}
@media print{@page{size:A4;margin:14mm 12mm}:root{--bg:#fff;--panel:#fff;--text:#000;--muted:#444;--line:#bbb;--soft:#f2f2f2;--accent:#003c66;--s1:#2b6c99;--s2:#b9772a;--chip:#eee;--warn:#000;--warnbg:#fff}body{font-size:10.5px}th,.unit,.chip,.figures .what,.figures .note,footer,code{font-size:9.5px}.figures .value{font-size:15px}.figures{grid-template-columns:repeat(6,1fr)}.figures.small{grid-template-columns:repeat(8,1fr)}.figures .value small{font-size:9.5px}th,td{padding:2px 6px}#enterprise-table .optional{display:none}.columns{grid-template-columns:1fr 1fr;gap:4px 14px}.columns.uneven,.columns.wide-left{grid-template-columns:1fr}h2{margin:14px 0 5px}button.language,nav.sections,.filters,.table-view{display:none}header.top,main,footer{max-width:none;padding-left:0;padding-right:0}.scroll{overflow:visible;border:0}.chart,tr,.figures{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}.swatch,.bar,.series-1,.series-2,.lost{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`.trim();
