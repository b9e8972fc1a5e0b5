import os
import shutil

import pytest

from gradedrift import site
from tests.browser.checks import AXE

CHROMIUM = ("chromium", "google-chrome")  # on Debian, and where Chrome itself is installed
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage"
)
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"  # what a page would fetch fails, and is a console error


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Chromium without a network. Left out unless BROWSER is set, as `make test-browser` does."""
    if not os.environ.get("BROWSER"):
        pytest.skip("the browser checks are left out: `make test-browser` installs what they need and runs them")
    from selenium import webdriver

    missing = [what for what in ("chromedriver", AXE) if not shutil.which(what) and not os.path.exists(what)]
    assert not missing, f"the browser checks need {missing}: `make test-browser` installs them"
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, CHROMIUM)))
    for argument in (*QUIET.split(), NO_NETWORK, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def built(browser, tmp_path_factory):
    """The site, built into a folder; not where the browser is left out."""
    folder = tmp_path_factory.mktemp("site")
    site.build(folder)
    return folder
