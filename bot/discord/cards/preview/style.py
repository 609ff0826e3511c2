"""The look of Discord's dark theme, as far as cards need it; it loads nothing from elsewhere."""

STYLE = """
:root { color-scheme: dark; --ground: #313338; --card: #2b2d31; --line: #3f4147; --text: #dbdee1;
  --quiet: #949ba4; --bright: #f2f3f5; --link: #00a8fc; --button: #4e5058; --inset: #1e1f22; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); line-height: 1.375;
  font-family: "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, Arial, "Apple SD Gothic Neo",
    "Malgun Gothic", "Noto Sans CJK KR", "Noto Sans KR", sans-serif; font-size: 16px; }
main { max-width: 1320px; margin: 0 auto; padding: 24px 16px 64px; }
h1, h2, h3 { color: var(--bright); line-height: 1.25; }
main > h1 { font-size: 24px; margin: 8px 0 4px; }
main > p { color: var(--quiet); margin: 0 0 24px; }
.card { border-top: 1px solid var(--line); padding: 4px 0 28px; }
.card > h2 { font-size: 14px; font-weight: 600; color: var(--quiet); margin: 16px 0 12px; }
.both { display: grid; gap: 32px; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 1100px) { .both { grid-template-columns: minmax(0, 680px) minmax(0, 1fr); } }
.message { display: flex; gap: 16px; }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: #fff;
  font-weight: 700; display: grid; place-items: center; }
.said { min-width: 0; flex: 1; }
.said > header { display: flex; align-items: baseline; gap: 6px; margin-bottom: 4px; }
.said > header b { color: var(--bright); font-weight: 600; }
.app { background: #5865f2; color: #fff; font-size: 10px; font-weight: 600; border-radius: 4px;
  padding: 1px 5px; align-self: center; }
time { color: var(--quiet); font-size: 12px; }
.container { max-width: 600px; background: var(--card); border: 1px solid var(--line);
  border-left: 4px solid var(--accent); border-radius: 8px; padding: 14px 16px;
  display: flex; flex-direction: column; gap: 10px; }
.text { overflow-wrap: anywhere; word-break: keep-all; min-width: 0; }
.said > .text + .text { margin-top: 14px; }
.text small { display: block; color: var(--quiet); font-size: 13px; line-height: 1.4; }
.text h1, .text h2, .text h3 { margin: 2px 0 6px; font-size: 18px; }
.text a { color: var(--link); text-decoration: none; }
.item { padding-left: 16px; text-indent: -12px; }
blockquote { margin: 0; padding: 0 8px 0 12px; border-left: 4px solid #4e5058; border-radius: 2px; }
code { background: var(--inset); border-radius: 4px; padding: 1px 4px; font-size: 85%; }
.mention { background: #3c4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px; }
.spoiler { background: var(--inset); border-radius: 4px; }
hr { width: 100%; border: 0; border-top: 1px solid var(--line); margin: 0; }
.section { display: flex; align-items: flex-start; justify-content: space-between; gap: 12px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
.said > .row, .said > .file { margin-top: 8px; }
.picture { max-width: 720px; padding: 20px 24px; }
.picture .message + .message { margin-top: 20px; }
.button { flex: none; display: inline-flex; align-items: center; min-height: 32px; padding: 2px 12px;
  border-radius: 8px; background: var(--button); color: #fff; font-size: 14px; font-weight: 500;
  text-decoration: none; cursor: default; }
.button.primary { background: #5865f2; } .button.success { background: #248046; }
.button.danger { background: #da373c; }
.button i { font-style: normal; margin-left: 6px; color: var(--quiet); }
.file { background: var(--inset); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
.file summary { cursor: pointer; display: flex; gap: 10px; align-items: baseline; flex-wrap: wrap; }
.file summary b { color: var(--link); font-weight: 500; }
.file summary span { color: var(--quiet); font-size: 12px; }
.file pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px;
  max-height: 320px; overflow: auto; }
@media (max-width: 520px) { .message { gap: 10px; } .avatar { width: 32px; height: 32px; font-size: 14px; }
  main { padding: 12px 10px 40px; } }
"""
