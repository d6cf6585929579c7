/* How the page looks: colours first, then text, tables, drawings, phones, paper.
 * The blocs have the colours of Okabe & Ito (2008), which the colour-blind can tell apart; vermilion is
 * kept for rivalries. Dark mode has lighter tones of the same. The chapters are short because ISO C
 * promises no longer texts than 4095 characters. */
#include "report/page.h"

#include "core/memory.h"

static const char *const parts[] = {
    /* colours */
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1a1f26;--muted:#59626e;--line:#d8dde3;"
    "--soft:#f4f6f8;--b0:#0072b2;--b1:#e69f00;--b2:#009e73;--b3:#cc79a7;--b4:#56b4e9;--b5:#f0e442;"
    "--bx:#8a929c;--rival:#d55e00;--holds:#00714f;--fails:#b34700;--open:#7a5a00}\n"
    "@media screen and (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e7eaee;"
    "--muted:#9fa8b3;--line:#343b44;--soft:#1d232a;--b0:#3c9fdd;--b1:#f0b030;--b2:#1fbd90;"
    "--b3:#dd92bb;--b4:#8fd0f7;--b5:#f0e442;--bx:#7d8792;--rival:#ff8a3d;--holds:#3fd0a2;"
    "--fails:#ff9a5c;--open:#e8bf4a}}\n"
    ".b0{--c:var(--b0)}.b1{--c:var(--b1)}.b2{--c:var(--b2)}.b3{--c:var(--b3)}.b4{--c:var(--b4)}"
    ".b5{--c:var(--b5)}.bx{--c:var(--bx)}\n",

    /* text */
    "*{box-sizing:border-box}\n"
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"
    "\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Liberation Sans\",Arial,sans-serif;"
    "overflow-wrap:break-word}\n"
    "main{max-width:53rem;margin:0 auto;padding:0 1.25rem}\n"
    "main{padding-top:2.25rem}\n"
    "p{margin:.5rem 0;max-width:48rem}\n"
    "h1{font-size:1.9rem;line-height:1.2;margin:.1rem 0 .3rem;letter-spacing:-.01em}\n"
    "h2{font-size:1.3rem;line-height:1.3;margin:0 0 .6rem}\n"
    "h3{font-size:1rem;line-height:1.35;margin:1.1rem 0 .25rem}\n"
    "section{margin:2.4rem 0 0;padding-top:1.3rem;border-top:1px solid var(--line)}\n"
    ".kicker{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--muted);"
    "margin:0}\n"
    ".question{font-size:1.2rem;line-height:1.4;margin:.2rem 0 .9rem}\n"
    ".answer{font-size:1.05rem;background:var(--soft);border-left:4px solid var(--ink);"
    "padding:.7rem 1rem;margin:1rem 0;max-width:none}\n"
    ".muted,.basis,caption small,figcaption{color:var(--muted)}\n"
    ".small,figcaption,.notes{font-size:.875rem}\n"
    ".facts{display:grid;grid-template-columns:auto 1fr;gap:.15rem 1rem;margin:.8rem 0;"
    "font-size:.9rem}\n"
    ".facts dt{color:var(--muted)}.facts dd{margin:0}\n"
    "code,.code{font:.85em/1.5 ui-monospace,\"SF Mono\",Consolas,\"Liberation Mono\",monospace}\n"
    "ul{padding-left:1.2rem;margin:.4rem 0}li{margin:.2rem 0}\n"
    "details{margin:.6rem 0}summary{cursor:pointer;padding:.2rem 0}\n"
    "summary:focus-visible{outline:2px solid var(--b0);outline-offset:2px}\n"
    "footer{border-top:1px solid var(--line);margin-top:2.4rem;padding-top:1.1rem;"
    "padding-bottom:3rem;color:var(--muted);font-size:.85rem}\n"
    "footer p{max-width:none}\n",

    /* verdicts and changes */
    ".card{border:1px solid var(--line);border-left:5px solid var(--v);border-radius:4px;"
    "padding:.8rem 1rem .9rem;margin:.9rem 0;break-inside:avoid}\n"
    ".card h3{margin:.1rem 0 .3rem;font-size:1.05rem}\n"
    ".verdict{color:var(--v);font-weight:700;margin:0}\n"
    ".holds{--v:var(--holds)}.fails{--v:var(--fails)}.undecided{--v:var(--open)}"
    ".nodata{--v:var(--bx)}\n"
    ".steps{list-style:none;padding:0}\n"
    ".steps li{border-left:3px solid var(--line);padding:.1rem 0 .1rem .9rem;margin:.7rem 0}\n"
    ".steps time{font-weight:600;margin-right:.35rem}\n"
    ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));"
    "gap:0 2rem}\n"
    ".cards>div{break-inside:avoid}.pairs{columns:22rem 2;column-gap:2rem}\n"
    ".cards dl{margin:.3rem 0;font-size:.92rem}\n"
    ".cards dt{color:var(--muted);font-size:.85rem;margin-top:.35rem}.cards dd{margin:0}\n",

    /* tables */
    "table{border-collapse:collapse;table-layout:fixed;width:100%;font-size:.9rem;"
    "font-variant-numeric:tabular-nums;"
    "margin:.6rem 0}\n"
    "caption{text-align:left;padding:.2rem 0 .4rem;font-weight:600}\n"
    "caption small{display:block;font-weight:400;font-size:.82rem}\n"
    "th,td{padding:.3rem .5rem .3rem 0;text-align:left;vertical-align:top;"
    "border-bottom:1px solid var(--line)}\n"
    "th:last-child,td:last-child{padding-right:0}\n"
    "thead th{font-weight:600;color:var(--muted);font-size:.82rem;vertical-align:bottom}\n"
    "tbody th{font-weight:400}\n"
    ".n{text-align:right;white-space:nowrap}\n"
    "td small,th small{display:block;color:var(--muted);font-size:.8rem;line-height:1.35}\n"
    "tr.group th{padding-top:.9rem;font-weight:600;border-bottom-color:var(--muted)}\n"
    "tr.group small{font-weight:400}\n"
    "td.same{color:var(--muted)}\n"
    "th:first-child{width:31%}\n"
    ".power b{font-weight:600;white-space:nowrap}.same b{font-weight:400}\n"
    ".ties th:first-child{width:44%}.burden th:first-child{width:25%}"
    ".burden th:nth-child(2){width:15%}.burden th:nth-child(3){width:28%}\n"
    ".figures th:first-child{width:40%}.figures th:nth-child(3){width:2rem}"
    ".figures th:last-child{width:16%}.figures td:nth-child(3){text-align:center;padding:.3rem 0}"
    ".figures .n+td:last-child,.figures .n+th:last-child{padding-left:1.2rem}"
    "thead .n{white-space:normal}\n"
    ".nw{white-space:nowrap}\n"
    "abbr{text-decoration:none;cursor:help}\n"
    ".swatch{width:.72em;height:.72em;margin-right:.4em;vertical-align:-.03em}\n"
    ".swatch rect{fill:var(--c);stroke:var(--ink);stroke-opacity:.35}\n"
    ".mini{display:inline-block;width:calc(100% - 6rem);height:.6rem;margin-right:.6rem}\n"
    ".mini .track{fill:var(--line);fill-opacity:.55}.mini .mean{stroke:var(--ink);stroke-width:1.2}\n",

    /* drawings */
    "figure{margin:1rem 0}\n"
    "figcaption{margin-top:.5rem;max-width:48rem}\n"
    "svg{display:block}.swatch,.key svg,.mini{display:inline-block}\n"
    "svg text{font-family:inherit;fill:var(--ink)}\n"
    ".multiples{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));"
    "gap:1.1rem 2rem}\n"
    ".multiples>div{break-inside:avoid}\n"
    ".multiples h3{margin:0}.basis{margin:0 0 .3rem;font-size:.82rem}\n"
    ".multiples svg{width:100%;height:auto}\n"
    ".bar{fill:var(--c);stroke:var(--c);stroke-width:.8}.b5 .bar,.bar.b5{stroke:#8a8000}\n"
    ".bar.before{fill-opacity:.22}\n"
    ".mini .bar{stroke:none}\n"
    ".axis{stroke:var(--muted);stroke-width:1}\n"
    ".chart text{font-size:12px}.chart .name{text-anchor:end}\n"
    ".chart .lack{font-size:10px;fill:var(--muted)}\n"
    ".key{list-style:none;padding:0;margin:.4rem 0 .8rem;display:flex;flex-wrap:wrap;"
    "gap:.2rem 1.2rem;font-size:.875rem}\n"
    ".key li{margin:0}.key svg{vertical-align:-.1em;margin-right:.4em}\n"
    ".network svg.net{width:100%;height:auto;max-width:43rem;margin:0 auto}\n"
    ".net text{font-size:10px}.net .party{font-weight:700}\n"
    ".net path,.key path{fill:none}\n"
    ".node circle{fill:var(--c);stroke:var(--paper);stroke-width:.7}\n"
    ".node.gone circle{fill:var(--paper);stroke:var(--muted)}"
    ".node.gone text{text-decoration:line-through;fill:var(--muted)}\n"
    ".pact{stroke:var(--c);stroke-width:.7;stroke-opacity:.32}\n"
    ".pact.bx{stroke-opacity:.5}\n"
    ".weak{stroke:var(--muted);stroke-width:.8;stroke-dasharray:.8 2.4;stroke-opacity:.75}\n"
    ".rival{stroke:var(--rival);stroke-width:1.2;stroke-dasharray:4.5 2.6}\n"
    ".new{stroke:var(--ink);stroke-width:2.6}.rival.new{stroke:var(--rival);stroke-width:2.6}\n"
    ".ended{stroke:var(--muted);stroke-width:1.4;stroke-dasharray:1 3}\n"
    ".lead{stroke:var(--line);stroke-width:.7}\n"
    ".doubt{stroke-opacity:.4}.pact.doubt{stroke-opacity:.18}\n"
    ".tag{font-weight:700;text-anchor:middle;stroke:var(--paper);stroke-width:3.5;"
    "paint-order:stroke;stroke-linejoin:round}\n",

    /* phones */
    "@media (max-width:30rem){main{padding:1.25rem 1rem 0}"
    "h1{font-size:1.55rem}.question{font-size:1.1rem}"
    "table{font-size:.82rem}thead th{font-size:.76rem}th,td{padding-right:.35rem}"
    ".facts{grid-template-columns:1fr;gap:0}"
    ".facts dd{margin-bottom:.4rem}.mini{display:block;width:100%;margin:.1rem 0}"
    ".burden th:nth-child(n){width:auto}.burden th:first-child{width:27%}"
    ".burden th:nth-child(3){width:18%}"
    ".figures thead tr,.figures tbody tr{display:grid;grid-template-columns:1fr 1.4rem 1fr 5rem;"
    "border-bottom:1px solid var(--line)}.figures th,.figures td{border:0;width:auto!important}"
    ".figures tbody th{grid-column:1/-1;padding-bottom:0}.figures thead th:first-child{display:none}"
    ".ties thead{display:none}.ties tbody tr{display:block;border-bottom:1px solid var(--line)}"
    ".ties tbody th,.ties td{display:block;border:0;width:auto!important;padding:.1rem 0}"
    ".ties td:nth-child(2)::before{content:'before: ';color:var(--muted)}"
    ".ties td:nth-child(3)::before{content:'after: ';color:var(--muted)}"
    ".card{padding-left:.75rem;padding-right:.75rem}}\n",

    /* paper; closed details are opened where the browser can do it */
    "@page{margin:16mm 15mm}\n"
    "@media print{:root{color-scheme:light;font-size:9.5pt}body{line-height:1.42}"
    "main{max-width:none;padding:0}section{margin-top:1.4rem;padding-top:.8rem}"
    "h2,h3,caption,thead,tr.group,.key{break-after:avoid}.power tbody{break-inside:avoid}"
    "figure,tr,li,.card,svg{break-inside:avoid}figure.charts{break-inside:auto}"
    ".answer{background:none;border:1px solid #999;border-left:4px solid #000}"
    ".network svg.net{max-width:150mm}"
    "p,figcaption{max-width:none;orphans:3;widows:3}.multiples,.cards{grid-template-columns:1fr 1fr}"
    "summary{list-style:none;font-weight:600}details::details-content{display:block;"
    "content-visibility:visible;height:auto}.citations{columns:2;column-gap:11mm;font-size:7pt}}\n",
};

const char *page_style(size_t part)
{
    return part < ent_countof(parts) ? parts[part] : NULL;
}
