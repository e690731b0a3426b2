import { palette } from '#lib/charts/palette.ts';

const colours = Object.entries(palette)
	.map(([name, value]) => `--${name}:${name === 'paper' ? '#fff' : value}`)
	.join(';');

/** The look of the report: A4, light on screen and on paper, nothing from elsewhere. */
export const REPORT_STYLE = `
@page{size:A4;margin:14mm 15mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt Inter,'Helvetica Neue',Arial,sans-serif;color:${palette.muted}}}
:root{color-scheme:light;${colours};--size-1:.75rem;--size-2:.875rem;--size-3:1rem;--size-4:1.25rem;font-family:Inter,'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:1.45;color:var(--ink);background:#fff}
*{box-sizing:border-box}
body{margin:0 auto;max-width:744px;padding:32px;overflow-wrap:break-word;font-size:var(--size-2)}
h1,h2,h3,p,dl,dd,figure,ul,table{margin:0;padding:0}
h1{font-size:1.625rem;line-height:1.2;font-weight:600;letter-spacing:-.02em;text-wrap:balance}
h2{font-size:var(--size-4);line-height:1.3;font-weight:600;letter-spacing:-.012em}
h3{font-size:var(--size-2);line-height:1.4;font-weight:600;text-wrap:balance}
p{text-wrap:pretty}
a{color:inherit}
.kicker{display:flex;justify-content:space-between;gap:16px;font-size:var(--size-1);color:var(--muted);padding-bottom:10px;margin-bottom:18px;border-bottom:1px solid var(--ink)}
.kicker strong{color:var(--ink);font-weight:600}
.lede{display:grid;gap:6px;margin-top:12px;color:var(--muted);font-size:.9375rem}
.figures{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:0 20px;margin-top:22px}
.figures>div{border-top:2px solid var(--ink);padding-top:8px;display:grid;grid-row:span 4;grid-template-rows:subgrid;align-content:start}
.figures dt{font-size:var(--size-1);color:var(--muted)}
.figures dd{font-size:var(--size-1);color:var(--muted);line-height:1.4;margin-top:4px}
.figures dd.value{font-size:1.5rem;line-height:1.15;font-weight:600;letter-spacing:-.02em;color:var(--ink);font-variant-numeric:tabular-nums;margin-top:2px}
.figures dd.interval{color:var(--ink)}
section{margin-top:32px;display:grid;grid-template-columns:minmax(0,1fr);gap:12px}
section>h2{padding-top:8px;border-top:1px solid var(--rule)}
figure{display:grid;grid-template-columns:minmax(0,1fr);gap:6px}
svg{display:block;max-width:100%;height:auto;overflow:visible}
svg text{font-variant-numeric:tabular-nums;white-space:pre}
.narrow{display:none}
.note,.foot dd,.foot dt{font-size:var(--size-1);color:var(--muted)}
.words{display:grid;gap:6px;max-width:64em}
ul{padding-left:1.2em}
table{width:100%;border-collapse:collapse;font-size:var(--size-1);font-variant-numeric:tabular-nums;line-height:1.35}
caption{text-align:left;font-weight:600;padding-bottom:6px}
th,td{padding:5px 10px 5px 0;text-align:left;font-weight:400;vertical-align:baseline}
th:last-child,td:last-child{padding-right:0}
thead th{border-bottom:1px solid var(--ink);color:var(--muted);vertical-align:bottom}
tbody tr+tr>*{border-top:1px solid var(--rule)}
.right{text-align:right;white-space:nowrap}
.scroll{overflow-x:auto}
.foot{display:grid;grid-template-columns:7em minmax(0,1fr);gap:4px 12px}
.foot dt{font-weight:600;color:var(--ink)}
.tools{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:center;margin-bottom:28px}
.tools>*{font:inherit;font-weight:500;font-size:var(--size-2);line-height:1.4;padding:7px 14px;border:1px solid var(--edge);border-radius:2px;background:#fff;color:var(--ink);text-decoration:none;cursor:pointer}
.tools>.main{background:var(--ink);border-color:var(--ink);color:#fff}
.tools>.plain{border-color:transparent;padding-inline:0;text-decoration:underline;text-underline-offset:.2em}
:focus-visible{outline:2px solid #0b62d6;outline-offset:2px}
@media screen and (max-width:719.98px){
body{padding:20px 16px}
h1{font-size:1.375rem}
.figures{grid-template-columns:repeat(2,minmax(0,1fr));gap:20px 16px}
.wide{display:none}
.narrow{display:block}
.foot{grid-template-columns:minmax(0,1fr);gap:2px}
.foot dd{margin-bottom:8px}
}
@media screen and (max-width:399.98px){.figures{grid-template-columns:minmax(0,1fr)}}
@media print{
:root{font-size:11pt}
html,body{background:#fff}
body{padding:0;max-width:none}
.tools{display:none}
h1,h2,h3,figcaption{break-after:avoid}
figure,.figures,tr,.foot>*,.words{break-inside:avoid}
thead{display:table-header-group}
section{display:block;margin-top:14px}
section>*+*{margin-top:8px}
footer section,table{break-inside:avoid}
.foot{gap:3px 12px}
.foot dt,.foot dd,footer .note{font-size:.65rem;line-height:1.36}
h2{font-size:1.125rem}
.lede{margin-top:10px;font-size:.875rem;gap:4px}
.scroll{overflow:visible}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`.trim();
