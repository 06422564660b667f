//! The search for nginx with its module for brotli, and their installation where that is possible.

use crate::browser;
use crate::fault::Fault;
use crate::workspace::Workspace;
use std::env;
use std::path::PathBuf;

/// Usual ones are outside the path of a plain user.
const PLACES: [&str; 3] = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];
const MODULE: &str = "ngx_http_brotli_static_module.so";

/// The nginx that a release is tried on.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf, Fault> {
    match search(workspace) {
        Err(_) if browser::can_use_apt(workspace) && env::var_os("NGINX").is_none() => {
            install(workspace)?;
            search(workspace)
        }
        found => found,
    }
}

fn search(workspace: &Workspace) -> Result<PathBuf, Fault> {
    let found = browser::given("NGINX")?
        .or_else(|| workspace.find("nginx"))
        .or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.is_file()));
    let nginx = found.ok_or_else(|| {
        Fault::new(
            "nginx is missing: install it (Debian: apt-get install nginx libnginx-mod-http-brotli-static) or set NGINX to its path",
        )
    })?;
    let built = workspace.command(&nginx.display().to_string()).arg("-V").output();
    let built = built.map_err(|error| Fault::new(format!("nginx could not be run: {error}")))?;
    // It says so on its second stream.
    let built = String::from_utf8_lossy(&built.stderr).into_owned();
    if modules(&built).is_some_and(|folder| folder.join(MODULE).is_file()) {
        Ok(nginx)
    } else {
        Err(Fault::new(format!(
            "nginx has no {MODULE}: install it (Debian: apt-get install libnginx-mod-http-brotli-static)"
        )))
    }
}

fn modules(built: &str) -> Option<PathBuf> {
    let (_, rest) = built.split_once("--modules-path=")?;
    rest.split_whitespace().next().map(PathBuf::from)
}

fn install(workspace: &Workspace) -> Result<(), Fault> {
    println!("Installing nginx with apt-get …");
    let otherwise =
        "apt-get could not install nginx and libnginx-mod-http-brotli-static: install them by hand";
    for arguments in [
        &["update", "-q"][..],
        &[
            "install",
            "-y",
            "-q",
            "--no-install-recommends",
            "nginx",
            "libnginx-mod-http-brotli-static",
        ],
    ] {
        let mut command = workspace.command("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        workspace.run(&mut command, otherwise)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::modules;
    use std::path::PathBuf;

    #[test]
    fn the_folder_of_modules_is_in_what_nginx_says_of_itself() {
        let built = "configure arguments: --prefix=/usr/share/nginx --modules-path=/usr/lib/nginx/modules --with-debug";
        assert_eq!(modules(built), Some(PathBuf::from("/usr/lib/nginx/modules")));
        assert_eq!(modules("nginx version: nginx/1.22.1"), None);
    }
}
