/** The look of the API's page. */

export const docsStyle = `
:root {
  color-scheme: light dark;
  --page: #fff; --side: #f5f7f6; --sunk: #f1f4f3; --ink: #17211e; --soft: #55645e; --line: #dde4e1; --accent: #0b6e60;
  --get: #0b5cad; --put: #8a5a00; --post: #1a6b3c; --delete: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111614; --side: #1a211e; --sunk: #1d2522; --ink: #e9efec; --soft: #a3b1ab; --line: #2f3936; --accent: #5cc4b1;
    --get: #7fb8f0; --put: #f0c26a; --post: #84d3a2; --delete: #ff9b92;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); display: grid; grid-template-columns: 19rem minmax(0, 1fr); overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 0; top: 0; background: var(--page); padding: .7rem; z-index: 2; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.2rem 1rem 3rem; background: var(--side); border-right: 1px solid var(--line); font-size: .84rem; }
nav ul { list-style: none; margin: 0 0 .6rem; padding: 0; }
nav a { color: inherit; text-decoration: none; display: block; padding: .16rem .3rem; border-radius: 5px; }
nav a:hover { background: var(--line); }
.brand { font-size: 1.15rem; font-weight: 700; margin: 0 0 .8rem; } .brand a { color: var(--accent); }
.nav-head { font-weight: 650; margin: .9rem 0 .2rem; }
.to-contents { display: none; }
main { padding: 2rem 3rem 6rem; max-width: 60rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 .6rem; padding-top: .8rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.02rem; margin: 0 0 .3rem; font-weight: 600; } h3 a { color: inherit; text-decoration: none; }
h4 { font-size: .8rem; margin: 1.1rem 0 .3rem; color: var(--soft); text-transform: uppercase; letter-spacing: .04em; }
p { margin: 0 0 .7rem; }
small { font-size: .82rem; color: var(--soft); }
article { padding: 1.3rem 0 .8rem; border-top: 1px solid var(--line); }
article:first-of-type { border-top: 0; }
.summary { font-size: 1.06rem; font-weight: 550; }
code { font: .88em ui-monospace, 'SF Mono', Menlo, Consolas, monospace; background: var(--sunk); padding: .08em .32em; border-radius: 4px; }
h3 code { background: none; padding: 0; font-size: 1em; }
pre { font: .8rem/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; background: var(--sunk); border: 1px solid var(--line); padding: .8rem 1rem; border-radius: 8px; overflow-x: auto; margin: .7rem 0; white-space: pre; overflow-wrap: normal; }
.method { display: inline-block; min-width: 4.4em; font: 700 .72rem ui-monospace, Menlo, monospace; color: var(--soft); }
.method.get { color: var(--get); } .method.put { color: var(--put); } .method.post { color: var(--post); }
.method.delete { color: var(--delete); } .method.patch { color: var(--put); }
.fields { margin: 0; border: 1px solid var(--line); border-radius: 8px; }
.fields > div { display: grid; grid-template-columns: minmax(9rem, 15rem) minmax(0, 1fr); gap: .2rem 1rem; padding: .5rem .8rem; border-top: 1px solid var(--line); font-size: .93rem; }
.fields > div:first-child { border-top: 0; }
.fields dt { margin: 0; } .fields dd { margin: 0; }
.type { font: .82rem ui-monospace, Menlo, monospace; color: var(--soft); }
.must { color: var(--put); font-weight: 600; }
.answers { list-style: none; margin: 0; padding: 0; font-size: .93rem; }
.answers li { padding: .16rem 0; }
.status { font-weight: 700; } .s2 { color: var(--post); } .s4, .s5 { color: var(--delete); }
summary { cursor: pointer; padding: .3rem 0; }
.schema { border-top: 1px solid var(--line); padding: .25rem 0; } .schema[open] { padding-bottom: 1rem; }
@media (max-width: 860px) {
  body { display: flex; flex-direction: column; }
  .to-contents { display: block; position: sticky; top: 0; z-index: 1; background: var(--side); border-bottom: 1px solid var(--line); padding: .7rem 1.1rem; font-weight: 650; text-decoration: none; }
  nav { order: 1; position: static; height: auto; border-right: 0; }
  nav a { padding: .45rem .3rem; }
  html { scroll-padding-top: 4rem; }
  main { padding: 1.2rem 1.1rem 4rem; }
  .fields > div { grid-template-columns: minmax(0, 1fr); }
}
@media print { nav, .to-contents { display: none; } body { display: block; } }
`;
