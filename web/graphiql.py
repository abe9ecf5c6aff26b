"""The GraphiQL page of /graphql, and its files. After `python -m web.vendor` the page needs no other host."""

from dataclasses import dataclass
from pathlib import Path
from string import Template

import orjson
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount

from web.files import FOREVER, REVALIDATED, Files

PAGE = Path(__file__).parent / "graphiql_page"
VENDORED = Path(__file__).parent / "static" / "graphiql"
CDN = "https://unpkg.com"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of an npm package, with the hash that the browser checks."""

    package: str
    version: str
    file: str
    sha384: str

    @property
    def path(self) -> str:
        """The path on the CDN and in web/static/graphiql. It contains the version."""
        return f"{self.package}@{self.version}/{self.file}"


ASSETS = (
    Asset(
        "react",
        "18.2.0",
        "umd/react.production.min.js",
        "tMH8h3BGESGckSAVGZ82T9n90ztNXxvdwvdM6UoR56cYcf+0iGXBliJ29D+wZ/x8",
    ),
    Asset(
        "react-dom",
        "18.2.0",
        "umd/react-dom.production.min.js",
        "bm7MnzvK++ykSwVJ2tynSE5TRdN+xL418osEVF2DE/L/gfWHj91J2Sphe582B1Bh",
    ),
    Asset(
        "graphiql",
        "3.8.3",
        "graphiql.min.css",
        "Mq3vbRBY71jfjQAt/DcjxUIYY33ksal4cgdRt9U/hNPvHBCaT2JfJ/PTRiPKf0aM",
    ),
    Asset(
        "graphiql",
        "3.8.3",
        "graphiql.min.js",
        "HbRVEFG0JGJZeAHCJ9Xm2+tpknBQ7QZmNlO/DgZtkZ0aJSypT96YYGRNod99l9Ie",
    ),
    Asset(
        "@graphiql/plugin-explorer",
        "1.0.2",
        "dist/style.css",
        "5DFJlDPW2tSATRbM8kzoP1j194jexLswuNmClWoRr2Q0x7R68JIQzPHZ02Faktwi",
    ),
    Asset(
        "@graphiql/plugin-explorer",
        "1.0.2",
        "dist/index.umd.js",
        "2oonKe47vfHIZnmB6ZZ10vl7T0Y+qrHQF2cmNTaFDuPshpKqpUMGMc9jgj9MLDZ9",
    ),
)


def static_routes(*middleware: Middleware) -> list[BaseRoute]:
    """The files under /graphiql. Those of npm are cached for a year; those of the page are revalidated by ETag."""
    vendored, page = Files(VENDORED, FOREVER), Files(PAGE, REVALIDATED)
    return [
        Mount("/graphiql/vendor", vendored, middleware=middleware),
        Mount("/graphiql", page, middleware=middleware),
    ]


async def page(_: Request) -> Response:
    """Returns the GraphiQL page, with the example queries in tabs."""
    hosted_here = all((VENDORED / asset.path).is_file() for asset in ASSETS)
    source = "graphiql/vendor" if hosted_here else CDN
    return HTMLResponse(_html(source), headers=_headers("'self'" if hosted_here else f"'self' {CDN}"))


def examples() -> list[str]:
    """Returns the documents of the example queries, in the order of their tabs."""
    return [path.read_text("utf-8") for path in sorted((PAGE / "examples").glob("*.graphql"))]


def _html(source: str) -> str:
    styles = [asset for asset in ASSETS if asset.file.endswith(".css")]
    scripts = [asset for asset in ASSETS if asset.file.endswith(".js")]
    return Template((PAGE / "page.html").read_text("utf-8")).substitute(
        styles="\n    ".join(
            f'<link rel="stylesheet" href="{source}/{asset.path}" {_checked(asset)}>' for asset in styles
        ),
        scripts="\n    ".join(f'<script src="{source}/{asset.path}" {_checked(asset)}></script>' for asset in scripts),
        examples=orjson.dumps(examples()).decode().replace("<", "\\u003c"),
    )


def _checked(asset: Asset) -> str:
    return f'integrity="sha384-{asset.sha384}" crossorigin="anonymous"'


def _headers(sources: str) -> dict[str, str]:
    policy = {
        "default-src": "'none'",
        "script-src": sources,
        "style-src": f"{sources} 'unsafe-inline'",  # GraphiQL's dialogs insert <style> elements
        "img-src": "'self' data:",
        "font-src": "data:",  # GraphiQL's style sheet contains its fonts
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
        "Vary": "Accept",
    }
