"""What every page must hold in a real browser, at the width of a desk and of a telephone."""

import json
from pathlib import Path

HERE = Path(__file__).parent
IN_PAGE = (HERE / "checks.js").read_text(encoding="utf-8")
AXE = HERE / "node_modules/axe-core/axe.min.js"
WIDTHS = (1280, 375)  # CSS pixels, the narrow page last
IMPACTS = ("serious", "critical")


def problems(driver, url: str, without: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with a page, one line each; empty for a page that holds. `without` are rules of axe left out.

    axe looks at the narrow page, in which more scrolls: no style of the site depends on the width.
    """
    found = [f"{width} px: {problem}" for width in WIDTHS for problem in _problems(driver, url, width)]
    return found + _violations(driver, without)


def _problems(driver, url: str, width: int) -> list[str]:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.get_log("browser")  # what the page before left
    driver.get(url)
    in_page = driver.execute_script(IN_PAGE)
    return in_page + [
        f"console: {entry['message']}" for entry in driver.get_log("browser") if entry["level"] == "SEVERE"
    ]


def _violations(driver, without: tuple[str, ...]) -> list[str]:
    """The serious and critical violations that axe-core finds, each with the first element that has it."""
    driver.execute_script(AXE.read_text(encoding="utf-8"))
    rules = json.dumps({"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in without}})
    found = driver.execute_async_script(f"axe.run({rules}).then(arguments[0])")["violations"]
    return [
        f"axe: {violation['id']}, {violation['impact']}: {violation['nodes'][0]['html'][:200]}"
        for violation in found
        if violation["impact"] in IMPACTS
    ]
