//! What a release has beside the page itself: routes, header templates, licences and notices, and
//! the packed twin of each file.

use crate::fault::Fault;
use crate::headers::{HeaderHosts, START_SCRIPT, Server, block};
use crate::setup::Setup;
use crate::workspace::write;
use std::fs;
use std::path::Path;

const BASE: &str = "<base href=\"./\"";
const ROUTE_BASE: &str = "<base href=\"../\"";
/// Where CloudFront is told what a folder's index page is.
const CLOUDFRONT_ROUTES: &str = include_str!("cloudfront-routes.js");
/// The hash of the inline script, as a policy names it; a second script would not be allowed to run.
const HASH_SCRIPT: &str = "
const { createHash } = require('node:crypto');
const page = require('node:fs').readFileSync(process.argv[1], 'utf8');
const inline = [...page.matchAll(/<script(?![^>]*\\ssrc=)[^>]*>([^]*?)<\\/script>/g)].map(([, text]) => text);
console.log(inline.map((text) => 'sha256-' + createHash('sha256').update(text).digest('base64')).join(' '));";

/// Writes each route as a folder with the same document and the base one level up.
pub(super) fn write_routes(dist: &Path, routes: &[&str]) -> Result<(), Fault> {
    let root = dist.join("index.html");
    let document = fs::read_to_string(&root).map_err(|error| Fault::io("read", &root, &error))?;
    if document.matches(BASE).count() != 1 {
        return Err(Fault::new(format!(
            "index.html must have {BASE} … once, for its routes to be found"
        )));
    }
    for route in routes {
        let page = document.replacen(BASE, ROUTE_BASE, 1);
        write(&dist.join(route).join("index.html"), &page)?;
    }
    Ok(())
}

/// Writes the templates for the headers of each kind of host.
pub(super) fn write_templates(dist: &Path) -> Result<(), Fault> {
    let folder = dist.join("headers");
    for server in Server::ALL {
        write(&folder.join(server.file_name()), &block(server, &HeaderHosts::to_fill_in()))?;
    }
    write(&folder.join("cloudfront-routes.js"), CLOUDFRONT_ROUTES)
}

/// Writes our licence, and the notices of what others wrote.
pub(super) fn write_notices(setup: &Setup<'_>, dist: &Path) -> Result<(), Fault> {
    let root = setup.workspace.root();
    let licence = root.join("LICENSE");
    let text = fs::read_to_string(&licence).map_err(|error| Fault::io("read", &licence, &error))?;
    write(&dist.join("licenses").join("LICENSE.txt"), &text)?;
    let metadata = setup.workspace.output(
        "cargo",
        &[
            "metadata",
            "--format-version=1",
            "--locked",
            "--offline",
            "--filter-platform=wasm32-unknown-unknown",
        ],
    );
    let metadata = metadata.ok_or_else(|| Fault::new("`cargo metadata` failed"))?;
    let kept = root.join("target").join("metadata.json");
    write(&kept, &metadata)?;
    let output = setup
        .workspace
        .command("node")
        .arg(root.join("xtask/src/release/notices.mjs"))
        .arg(&kept)
        .arg(root)
        .output()
        .map_err(|error| Fault::new(format!("node could not be run: {error}")))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(Fault::new(format!(
            "the notices of third parties could not be written: {}",
            why.trim()
        )));
    }
    write(&dist.join("licenses").join("THIRD-PARTY.txt"), &String::from_utf8_lossy(&output.stdout))
}

/// Writes the packed twin of each file.
pub(super) fn pack(setup: &Setup<'_>, dist: &Path) -> Result<(), Fault> {
    let mut command = setup.workspace.command("node");
    command.arg(setup.workspace.root().join("xtask/src/release/pack.mjs")).arg(dist);
    setup.workspace.run(&mut command, "the release could not be packed")
}

/// Refuses a page whose start script is not the one that the headers let run.
pub(super) fn check_start_script(setup: &Setup<'_>, dist: &Path) -> Result<(), Fault> {
    let page = dist.join("index.html");
    let page = page.to_str().ok_or_else(|| Fault::new("the path of the release is no text"))?;
    let hashes = setup
        .workspace
        .output("node", &["-e", HASH_SCRIPT, page])
        .ok_or_else(|| Fault::new("the start script could not be read"))?;
    if hashes.trim() == START_SCRIPT {
        return Ok(());
    }
    Err(Fault::new(format!(
        "index.html has the inline scripts '{}', but src/headers.rs allows '{START_SCRIPT}': put the new hash there",
        hashes.trim()
    )))
}
