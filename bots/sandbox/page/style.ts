/** The look of the phones page: two messengers one knows at a glance, around them as little as possible. */

const base = `
*{box-sizing:border-box}
:root{--ink:#17212b;--soft:#6b7785;--line:#dfe4ea;--ground:#eef1f5;--accent:#0f766e;--accent-ink:#fff;--radius:12px;
  font:15px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink)}
body{margin:0;height:100dvh;display:flex;flex-direction:column;background:var(--ground);overflow:hidden}
button,input,select{font:inherit;color:inherit}
button{cursor:pointer;border:1px solid var(--line);background:#fff;border-radius:9px;padding:6px 12px}
button:hover{border-color:#b9c2cc}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}
button.primary:hover{background:#0c5f59}
input,select{border:1px solid var(--line);border-radius:9px;padding:7px 10px;background:#fff;min-width:0}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
a{color:var(--accent)}
summary{cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
.i{width:1em;height:1em;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;flex:none}
.i .solid{fill:currentColor;stroke:none}
.badge{display:inline-grid;place-items:center;min-width:18px;height:18px;padding:0 5px;border-radius:9px;background:#e5484d;color:#fff;font-size:11px;font-weight:600;line-height:1}
.badge.warn{background:#d97706}.badge.quiet{background:#8a97a5}
.avatar{display:inline-grid;place-items:center;width:36px;height:36px;border-radius:50%;flex:none;font-size:13px;font-weight:600;color:#fff;
  background:linear-gradient(160deg,hsl(var(--hue) 62% 62%),hsl(var(--hue) 58% 46%))}
.hint,.empty{color:var(--soft);font-size:13px;margin:0}
.notice{position:fixed;left:50%;bottom:24px;transform:translateX(-50%);background:#17212bf2;color:#fff;padding:10px 18px;border-radius:12px;z-index:50;box-shadow:0 8px 30px #0003}
`;

const bar = `
.bar{display:flex;align-items:center;gap:20px;padding:10px 24px;background:#fff;border-bottom:1px solid var(--line);flex:none}
.brand{display:flex;flex-direction:column;line-height:1.2;flex:1}
.brand b{font-size:17px;letter-spacing:-.01em}.brand span{font-size:12px;color:var(--soft)}
.bar .clock{display:flex;align-items:center;gap:12px}
.bar time{display:flex;align-items:center;gap:7px;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar time .i{color:var(--accent);width:18px;height:18px}
.moves{display:flex;gap:6px;align-items:center}.moves[hidden]{display:none}
.moves.busy{opacity:.5;pointer-events:none}
.moves button{white-space:nowrap}
.side{display:flex;gap:18px;align-items:center;justify-content:flex-end;flex:1;white-space:nowrap;font-size:14px}
.side a{text-decoration:none}
.langs{display:flex;border:1px solid var(--line);border-radius:9px;overflow:hidden}
.langs a{padding:4px 9px;color:var(--soft);font-size:12px;font-weight:600}
.langs a[aria-current]{background:var(--accent);color:#fff}
.menu{position:relative}
.menu>summary{display:grid;place-items:center;width:32px;height:32px;border-radius:8px}
.menu>summary:hover{background:#0000000d}
.menu>:not(summary){position:absolute;right:0;top:100%;z-index:20;background:#fff;border-radius:12px;padding:6px;box-shadow:0 10px 36px #0f172a33;display:flex;flex-direction:column;min-width:220px}
.menu>div button{border:0;text-align:left;white-space:nowrap;padding:9px 12px;border-radius:8px;background:none;font-size:14px;color:var(--ink)}
.menu>div button:hover{background:#f1f4f7}
.menu form{flex-direction:row!important;gap:6px}
.chips{display:none}
`;

const frame = `
main{flex:1;min-height:0;display:flex;gap:24px;padding:16px 24px 18px;overflow-x:auto;justify-content:safe center}
.person{width:322px;flex:none;display:flex;flex-direction:column;gap:10px;min-height:0}
.who{display:flex;gap:10px;align-items:center;padding:0 6px;line-height:1.25}
.who span:last-child{display:flex;flex-direction:column;min-width:0}
.who small{color:var(--soft);font-size:12.5px;font-variant-numeric:tabular-nums}
.device{flex:1;min-height:0;max-height:720px;border-radius:46px;padding:9px;background:#15171c;
  box-shadow:0 0 0 1.5px #3b3f47,0 18px 40px -14px #0f172a59,0 4px 10px #0f172a1f}
.screen{position:relative;height:100%;border-radius:38px;overflow:hidden;display:flex;flex-direction:column;background:#fff}
.status{display:grid;grid-template-columns:1fr auto 1fr;align-items:center;padding:9px 22px 5px;font-size:13px;font-weight:600;flex:none;font-variant-numeric:tabular-nums}
.island{width:76px;height:20px;border-radius:12px;background:#15171c}
.power{justify-self:end;width:23px;height:11px;border:1.4px solid #15171c;border-radius:4px;position:relative;padding:1.5px}
.power::before{content:"";display:block;width:80%;height:100%;background:#15171c;border-radius:1.5px}
.power::after{content:"";position:absolute;right:-3.5px;top:2.2px;width:1.8px;height:4px;border-radius:1px;background:#15171c}
.apps{display:flex;gap:4px;margin:3px 12px 7px;padding:3px;border-radius:11px;background:#eef1f4;flex:none}
.app{flex:1;border:0;background:none;border-radius:8px;padding:4px;font-size:13px;font-weight:600;color:var(--soft);display:flex;gap:6px;align-items:center;justify-content:center}
.person[data-channel=telegram] .app.telegram,.person[data-channel=whatsapp] .app.whatsapp{background:#fff;box-shadow:0 1px 3px #0f172a26}
.person[data-channel=telegram] .app.telegram{color:#1f8bd1}.person[data-channel=whatsapp] .app.whatsapp{color:#0b8f5e}
.chat{display:none;flex:1;min-height:0;flex-direction:column}
.person[data-channel=telegram] .chat.telegram,.person[data-channel=whatsapp] .chat.whatsapp{display:flex}
.top{display:flex;align-items:center;gap:9px;padding:5px 8px 7px 12px;border-bottom:1px solid #0000000f;flex:none}
.top>.i{width:19px;height:19px}
.top .avatar{width:34px;height:34px;--hue:172!important;font-size:12px}
.top>span:nth-of-type(2){flex:1;min-width:0;line-height:1.2;display:flex;flex-direction:column}
.top b{font-size:14.5px}.top small{font-size:11.5px;color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-height:14px}
.top em{font-style:normal;color:#1f8bd1}
.log{flex:1;min-height:0;overflow-y:auto;padding:8px 10px 12px;display:flex;flex-direction:column;gap:3px;scrollbar-width:thin;scrollbar-color:#0003 transparent}
.log>:first-child{margin-top:auto}
.telegram .log{background:linear-gradient(170deg,#d5e6bb,#a9cfa4 45%,#88b9a8 75%,#b9d3a5)}
.whatsapp .log{background:#efeae2 radial-gradient(#ddd5c9 1px,transparent 1.2px) 0 0/14px 14px}
.log .empty{margin:auto;padding:12px 16px;border-radius:14px;background:#ffffffd9;text-align:center;max-width:230px;color:#4a5561}
.chat>.empty{margin:auto;padding:30px;text-align:center}
.day{display:flex;justify-content:center;margin:8px 0 5px}
.day span{font-size:12px;font-weight:500;padding:3px 10px;border-radius:10px;text-align:center}
.telegram .day span{background:#3f6b4a66;color:#fff}.whatsapp .day span{background:#fffffff2;color:#54656f;box-shadow:0 1px 1px #0000000f}
`;

const bubbles = `
.msg{max-width:86%;display:flex;flex-direction:column;gap:3px;margin-top:3px}
.msg.in{align-self:flex-start}.msg.out{align-self:flex-end}
.bubble{position:relative;padding:6px 10px 6px;border-radius:15px;background:#fff;font-size:14.2px;line-height:1.34;box-shadow:0 1px 1px #0000001f;overflow-wrap:anywhere}
.in .bubble{border-bottom-left-radius:5px}.out .bubble{border-bottom-right-radius:5px}
.telegram .out .bubble{background:#e9fdd6}
.whatsapp .bubble{border-radius:9px;padding:5px 8px 5px 9px}
.whatsapp .in .bubble{border-top-left-radius:2px}.whatsapp .out .bubble{border-top-right-radius:2px;background:#d9fdd3}
.words{white-space:pre-wrap}
.head{display:block;margin-bottom:2px}
.foot{display:block;color:#8696a0;font-size:12px;margin-top:3px}
.meta{float:right;margin:6px 0 -2px 10px;font-size:11px;line-height:1.2;color:#8a979f;display:inline-flex;align-items:center;gap:3px;white-space:nowrap;user-select:none}
.telegram .out .meta{color:#62ac55}
.ticks .i{width:16px;height:16px}
.ticks{color:#94a3ab;display:inline-flex}.ticks.seen{color:#40a8e8}.telegram .ticks{color:#5bb14d}
.quote{display:flex;flex-direction:column;border-left:3px solid #1f8bd1;background:#1f8bd114;border-radius:5px;padding:3px 8px;margin:1px 0 4px;font-size:12.5px}
.quote span{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;color:#51606b}
.quote b{color:#1f8bd1}.quote b:empty{display:none}
.whatsapp .quote{border-color:#06a06b;background:#0000000d}.whatsapp .quote b{color:#06a06b}
.picture{display:grid;place-items:center;width:200px;height:120px;border-radius:9px;margin:1px -3px 4px;background:linear-gradient(140deg,#bfd4e6,#e6d6c3);color:#fff;font-size:38px}
.card{display:flex;gap:8px;align-items:center;font-weight:500}.card .i{width:26px;height:26px;padding:5px;border-radius:50%;background:#1f8bd1;color:#fff}
.whatsapp .card .i{background:#06a06b}
.file{display:flex;gap:10px;align-items:center;min-width:190px;padding:5px 4px;margin:1px 0 4px;color:inherit;text-decoration:none}
.file .i{width:38px;height:38px;padding:9px;border-radius:50%;background:#1f8bd1;color:#fff}
.file span{display:flex;flex-direction:column;min-width:0;line-height:1.25}.file b{font-size:13.5px;font-weight:600;letter-spacing:-.01em}
.file small{font-size:12.5px;color:#1f8bd1}a.file:hover small{text-decoration:underline}
.whatsapp .file{background:#0000000a;border-radius:7px;padding:8px 10px}.whatsapp .file .i{background:#8a6bd1;border-radius:8px}.whatsapp .file small{color:#54656f}
.reaction{position:absolute;right:8px;bottom:-11px;background:#fff;border-radius:10px;padding:0 6px;font-size:13px;box-shadow:0 1px 3px #0003}
.keys{display:flex;flex-direction:column;gap:3px}
.keys>div{display:flex;gap:3px}
.key{position:relative;flex:1;border:0;border-radius:9px;background:#4a775a8c;color:#fff;font-size:13px;font-weight:600;padding:8px 3px;min-width:0;backdrop-filter:blur(4px)}
.msg:has(.keys),.msg:has(.file){width:91%;max-width:91%}
.key:hover{background:#3b6549b8}
.key .i{position:absolute;right:5px;top:5px;width:9px;height:9px}
.key.waiting{color:#fff9}
.key.waiting::after{content:"";position:absolute;inset:0;margin:auto;width:16px;height:16px;border:2px solid #fff;border-right-color:transparent;border-radius:50%;animation:spin .8s linear infinite}
@keyframes spin{to{transform:rotate(1turn)}}
.replies,.list>summary{clear:both}
.replies{margin:7px -8px -5px -9px;display:flex;flex-direction:column}
.replies button,.list>summary{border:0;border-top:1px solid #0000000f;border-radius:0;background:none;color:#027eb5;font-weight:500;font-size:14px;padding:9px 8px;display:flex;gap:7px;align-items:center;justify-content:center}
.replies button:hover,.list>summary:hover{background:#0000000a}
.list>summary{margin:7px -8px -5px -9px}
.msg:has(.replies),.msg:has(.list){min-width:74%}
.sheet{position:absolute;left:0;right:0;bottom:0;z-index:10;background:#fff;border-radius:18px 18px 0 0;padding:14px 8px 18px;display:flex;flex-direction:column;max-height:75%;overflow-y:auto;box-shadow:0 0 0 999px #0006}
.bubble:has(.list[open]){position:static}
.sheet>b{padding:2px 12px 8px;font-size:16px}
.rowbtn{display:flex;justify-content:space-between;align-items:center;gap:10px;border:0;background:none;text-align:left;padding:9px 12px;border-radius:10px;font-size:14.5px}
.rowbtn:hover{background:#f3f5f6}
.rowbtn small{display:block;color:var(--soft);font-size:12.5px}
.rowbtn i{width:18px;height:18px;border:2px solid #aab5bd;border-radius:50%;flex:none}
.sheet .close{margin:8px 12px 0;color:#06a06b;font-weight:600}
`;

const below = `
.compose{display:flex;gap:6px;align-items:center;padding:7px 9px 12px;background:#fff;flex:none}
.whatsapp .compose{background:#efeae2}
.compose input{flex:1;border-radius:19px;border-color:#e2e6ea;padding:7px 14px;font-size:14.2px}
.compose button{width:36px;height:36px;border-radius:50%;padding:0;display:grid;place-items:center;border:0;background:#2f9be0;color:#fff;flex:none}
.compose button .i{width:17px;height:17px}
.whatsapp .compose button{background:#06a06b}
.chat:has(.gate) .compose{display:none}
.gate{display:block;width:100%;border:0;border-top:1px solid #0000000f;border-radius:0;padding:13px 10px 20px;color:#1f8bd1;font-weight:600;text-transform:uppercase;font-size:14px;letter-spacing:.02em}
.whatsapp .gate{color:#06a06b}
.gate.lost{margin:0;color:var(--soft);text-transform:none;font-weight:500;text-align:center;cursor:default}
.person:has(.lost) .top .menu{display:none}.person:has(.lost) .open{visibility:hidden}
.keyboard{background:#e9edf0;padding:6px 6px 14px;display:flex;flex-direction:column;gap:5px}
.keyboard>div{display:flex;gap:5px}
.keyboard button{flex:1;border:0;background:#fff;border-radius:8px;padding:10px 8px;font-size:14px;font-weight:500;box-shadow:0 1px 1px #0002;display:flex;gap:7px;align-items:center;justify-content:center}
.toastbox{position:relative;height:0}
.toast{position:absolute;left:12px;right:12px;bottom:10px;background:#2b3a33f2;color:#fff;border-radius:12px;padding:10px 14px;font-size:13.5px;animation:toast 4s forwards;pointer-events:none}
@keyframes toast{0%{opacity:0;transform:translateY(8px)}6%,85%{opacity:1;transform:none}100%{opacity:0}}
.open{display:flex;gap:6px;padding:0 2px}
.open input{flex:1}
.tools{width:300px;flex:none;display:flex;flex-direction:column;gap:12px;overflow-y:auto;padding:2px}
.panel{background:#fff;border-radius:16px;border:1px solid var(--line);flex:none}
.panel>summary{padding:12px 16px;font-weight:600;display:flex;align-items:center;gap:8px}
.panel>summary::after{content:"";width:7px;height:7px;margin-left:auto;border:solid var(--soft);border-width:0 1.6px 1.6px 0;transform:rotate(45deg) translate(-2px,-2px);transition:transform .15s}
.panel[open]>summary::after{transform:rotate(225deg)}
.panel>:not(summary){margin:0 16px 14px}
.steps{padding-left:20px;color:#41505c;font-size:14px}.steps li{margin:4px 0}
.stack{display:flex;flex-direction:column;gap:8px}
.stack label{font-size:14px;display:flex;gap:7px;align-items:center}
.inline{display:flex;gap:6px}.inline>*{flex:1;width:0}.inline>button{flex:none;width:auto}
.stafflog{max-height:260px;overflow-y:auto;display:flex;flex-direction:column;gap:6px}
.line{display:flex;flex-wrap:wrap;gap:0 8px;align-items:baseline;font-size:13.5px;border-left:3px solid #cfe5e2;padding-left:9px}
.line b{font-size:12.5px;color:var(--accent)}.line small{color:var(--soft);font-size:11.5px}.line span{flex-basis:100%;white-space:pre-wrap;overflow-wrap:anywhere}
.fault{display:flex;justify-content:space-between;align-items:center;gap:8px;padding:6px 0;border-top:1px solid var(--line)}
.fault span{display:flex;flex-direction:column;line-height:1.25}.fault b{font-size:13.5px}.fault small{color:var(--soft);font-size:12px}
.fault button{padding:3px 9px;font-size:13px}
`;

const narrow = `
@media (max-width:1180px){.bar{flex-wrap:wrap;gap:8px 16px}.bar .clock{order:3;flex-basis:100%;justify-content:space-between}}
@media (max-width:760px){
  .bar{padding:8px 12px}.brand span{display:none}.brand,.side{flex:none}.side{margin-left:auto;gap:12px}
  .bar .clock{gap:8px;justify-content:flex-start;flex-wrap:wrap}
  .bar time{font-size:14px}
  .bar .clock,.moves{min-width:0}
  .moves{flex:0 0 100%}
  .moves{gap:4px}.moves button{padding:5px 7px;font-size:13px}
  .moves [data-move*=next]{flex:1;overflow:hidden;text-overflow:ellipsis}
  .chips{display:flex;gap:6px;padding:8px 12px 0;overflow-x:auto;flex:none}
  .chips a{display:flex;align-items:center;gap:7px;padding:3px 12px 3px 3px;border-radius:20px;background:#fff;border:1px solid var(--line);text-decoration:none;color:var(--ink);font-size:14px;white-space:nowrap}
  .chips a[aria-current]{border-color:var(--accent);background:#e3f3f1}
  .chips .avatar{width:26px;height:26px;font-size:10.5px}
  .chips a:last-child{padding:3px 9px}
  main{gap:0;padding:0;scroll-snap-type:x mandatory;justify-content:flex-start;scrollbar-width:none}
  .person,.tools{width:100vw;padding:8px 12px 10px;scroll-snap-align:start;scroll-snap-stop:always}
  .person{gap:8px}.who{display:none}
  .device{border-radius:34px;padding:6px;max-height:none}.screen{border-radius:28px}
  .menu>:not(summary){max-width:calc(100vw - 40px)}
}
`;

export const style = [base, bar, frame, bubbles, below, narrow].join('');
