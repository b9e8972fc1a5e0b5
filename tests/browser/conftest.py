import os
import shutil

import pytest

from tests.browser.checks import AXE

CHROMIUM = ("chromium", "google-chrome")  # as Debian names it, and where Chrome itself is installed
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage"
)
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"  # what a page would fetch fails, with an error on the console


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Chromium without a network. Left out unless BROWSER_CHECKS is set, as `make test-browser` does."""
    if not os.environ.get("BROWSER_CHECKS"):
        pytest.skip("the browser checks are left out: `make test-browser` installs what they need and runs them")
    from selenium import webdriver

    driver, chromium = shutil.which("chromedriver"), next(filter(None, map(shutil.which, CHROMIUM)), None)
    missing = [
        what for what, there in (("chromedriver", driver), ("chromium", chromium), (AXE, AXE.exists())) if not there
    ]
    assert not missing, f"missing: {missing}; `make test-browser` installs them"
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (*QUIET.split(), NO_NETWORK, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options, webdriver.ChromeService(driver))
    yield started
    started.quit()
