"""Facts that try to break a page: markup, quotes, ends of scripts, line separators, turned text, endless names."""

from world import World

PAYLOADS = (
    "<img src=x onerror=window.__pwned=1>",
    "</script><script>window.__pwned=1</script>",
    "<!--<script>window.__pwned=1",
    "]]></script><svg/onload=window.__pwned=1>",
    "\"'><b onmouseover=window.__pwned=1>bold</b>",
    "{{ 7 * 7 }}{% raw %}${window.__pwned=1}",
    "line\u2028separator\u2029end",
    "\u202eright to left override\u202c",
    "שלום עולם شركة المعادن",
    "javascript:window.__pwned=1",
    "&lt;script&gt;window.__pwned=1&lt;/script&gt;",
    "__proto__",
    "constructor",
    "雄風稀土材料股份有限公司控股集團",
    "x" * 10_000,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 family metals",
)
ADDRESSES = (
    "javascript:window.__pwned=1",
    "data:text/html,<script>window.__pwned=1</script>",
    "file:///etc/passwd",
    "//evil.example",
)


def hostile_world() -> World:
    """A chain of holdings in which every label, alias, note, title, voice and address is a payload."""
    world = World()
    for i, text in enumerate(PAYLOADS):
        world.thing(f"h{i}", "Company", text, altLabel="text:alias " + text)
        world.thing(f"voice{i}", "Organisation", text)
        account = f"told{i}"
        world.account(account, voice=f"voice{i}")
        of, head = world.described[account]
        head = head.replace(f'rg:title "About {of}"', f"rg:title {quoted(text)}")
        head = head.replace(
            f"https://example.org/{of}", ADDRESSES[i % len(ADDRESSES)].replace("<", "%3C").replace(">", "%3E")
        )
        world.described[account] = (of, head)
        holder = f"h{i - 1}" if i else "root"
        world.thing("root", "State", "Root")
        world.thing(f"stake{i}", "Stake", text)
        world.says(account, f"stake{i}", "Stake", isHeldBy=holder, isStakeIn=f"h{i}", editorialNote="text:" + text)
        world.says(account, f"gap{i}", "Absence", isAbout=f"h{i}", statement="text:" + text)
    return world


def quoted(text: str) -> str:
    """A text as a TriG literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
