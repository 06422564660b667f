//! The response headers of a host that serves the toolbar: one source for every server's block, for
//! the templates of a release and for the blocks that `/check` prints.
//!
//! PURE, and compiled into `xtask` as well: it may see nothing else of ours. It never names
//! `Cross-Origin-Opener-Policy: same-origin` or an embedder policy: the CCP is not loaded under them
//! (`connect.md` A.5).

/// The hosts that the headers name; each is an origin such as `https://host`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderHosts {
    /// Where the CCP comes from.
    pub connect: Vec<String>,
    /// Where the CCP's frame is sent on its way to a sign-in.
    pub sign_on: Vec<String>,
    /// Who may frame the toolbar.
    pub fusion: Vec<String>,
    /// Where Oracle's UEF script comes from; `None` where it is not used.
    pub uef: Option<String>,
}

impl HeaderHosts {
    /// Stand-ins for a template; each says by its name what belongs in its place.
    pub fn to_fill_in() -> Self {
        Self {
            connect: vec!["https://your-instance.my.connect.aws".to_owned()],
            sign_on: amazon_sign_in("")
                .iter()
                .chain(&["https://your-sign-on.example.com"])
                .map(|&host| host.to_owned())
                .collect(),
            fusion: vec!["https://your-environment.fa.ocs.oraclecloud.com".to_owned()],
            uef: Some(UEF.to_owned()),
        }
    }
}

/// The hosts of Amazon's own sign-in, to which the frame of a signed-out CCP is sent; of the AWS partition of this
/// region (`frontier.md` 9).
pub fn amazon_sign_in(region: &str) -> &'static [&'static str] {
    if region.starts_with("us-gov-") {
        &[
            "https://*.signin-fips.amazonaws-us-gov.com",
            "https://*.apps.signin-fips.aws-us-gov.com",
            "https://*.apps.signin.aws-us-gov.com",
        ]
    } else {
        &["https://*.signin.aws", "https://*.apps.signin.aws"]
    }
}

/// Where Oracle serves its UEF script from (`fusion.md` C.1).
pub const UEF: &str = "https://static.oracle.com";

/// The hash of the inline script of `index.html`. The script names no file, so this changes only
/// when somebody edits it; `cargo xtask dist` refuses a release whose script has another one.
pub const START_SCRIPT: &str = "sha256-yKtw/HE/+iRDxQnBQW/zy74m8QZwDoH7zes3GwWIlxk=";

/// The names of files that never change under the same name, as a regular expression for the end of
/// a path: hashed by Trunk, or in a folder of their version.
const IMMUTABLE: &str = r"(-[0-9a-f]{8,16}(_bg)?\.(css|js|json|svg|wasm)|-min\.js)";
/// `Cache-Control` of those.
const KEEP: &str = "public, max-age=31536000, immutable";
/// `Cache-Control` of everything else: kept, but asked for at each use.
const ASK: &str = "no-cache";

/// What Streams asks for the CCP's frame, by its `allow` (`connect.md` A.5).
const DELEGATED: [&str; 5] =
    ["microphone", "camera", "autoplay", "clipboard-write", "identity-credentials-get"];

/// A kind of host, each with its own way to write headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// Apache httpd 2.4.
    Apache,
    /// Amazon CloudFront before an S3 bucket.
    CloudFront,
    /// A host that reads a `_headers` file, such as Netlify or Cloudflare Pages.
    HeadersFile,
    /// nginx.
    Nginx,
}

impl Server {
    /// All of them, the most usual first.
    pub const ALL: [Self; 4] = [Self::Nginx, Self::Apache, Self::CloudFront, Self::HeadersFile];

    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Apache => "Apache",
            Self::CloudFront => "CloudFront / S3",
            Self::HeadersFile => "_headers",
            Self::Nginx => "nginx",
        }
    }

    /// The name of its template in a release.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Apache => "apache.htaccess",
            Self::CloudFront => "cloudfront-policy.json",
            Self::HeadersFile => "_headers",
            Self::Nginx => "nginx.conf",
        }
    }
}

/// The kinds of files that are packed.
const PACKED: [(&str, &str); 6] = [
    ("css", "text/css"),
    ("html", "text/html"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("wasm", "application/wasm"),
];

/// The `Content-Security-Policy`. The policy has no `'unsafe-inline'`: the toolbar sets styles through
/// CSSOM only, and its one inline script is named by its hash.
pub fn content_security_policy(lists: &HeaderHosts) -> String {
    let connect = lists.connect.join(" ");
    let mut frames = lists.connect.clone();
    frames.extend(lists.sign_on.iter().filter(|host| !lists.connect.contains(host)).cloned());
    let uef = lists.uef.as_ref().map(|host| format!(" {host}")).unwrap_or_default();
    [
        "default-src 'none'".to_owned(),
        "base-uri 'self'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval' '{START_SCRIPT}'{uef}"),
        "style-src 'self'".to_owned(),
        "img-src 'self'".to_owned(),
        // The sign-out is a fetch of the CCP's host (`connect.md` B.5).
        // Oracle's script may fetch from where it came (`fusion.md` A.3).
        sources("connect-src 'self'", &[connect.as_str(), &uef].concat()),
        sources("frame-src", &or_none(&frames)),
        sources("frame-ancestors", &or_none(&lists.fusion)),
        "form-action 'none'".to_owned(),
    ]
    .join("; ")
}

/// The `Permissions-Policy`: what the CCP's frame needs, for the toolbar and that frame only.
pub fn permissions_policy(lists: &HeaderHosts) -> String {
    let hosts: Vec<_> = lists.connect.iter().map(|host| format!(" \"{host}\"")).collect();
    let hosts = hosts.concat();
    DELEGATED.map(|feature| format!("{feature}=(self{hosts})")).join(", ")
}

/// Every header but `Cache-Control`, for every file.
pub fn headers(lists: &HeaderHosts) -> [(&'static str, String); 4] {
    [
        ("Content-Security-Policy", content_security_policy(lists)),
        ("Permissions-Policy", permissions_policy(lists)),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

/// The finished block for one kind of host.
pub fn block(server: Server, lists: &HeaderHosts) -> String {
    match server {
        Server::Apache => apache(lists),
        Server::CloudFront => cloudfront(lists),
        Server::HeadersFile => headers_file(lists),
        Server::Nginx => nginx(lists),
    }
}

fn nginx(lists: &HeaderHosts) -> String {
    let marks = marks(lists);
    let headers = lines(lists, |name, value| {
        // A value has quotes of one kind at most.
        let quote = if value.contains('\'') { '"' } else { '\'' };
        format!("    add_header {name} {quote}{value}{quote} always;\n")
    });
    format!(
        "# Fusion Connect Toolbar: for nginx 1.21.1 or newer, inside the server block that has TLS.\n{marks}\
         set $toolbar_cache {ASK};\n\
         if ($uri ~ \"{IMMUTABLE}$\") {{\n    set $toolbar_cache \"{KEEP}\";\n}}\n\
         # Under a path: location /the/path/ {{ with the same alias.\n\
         location / {{\n    \
         alias /var/www/fusion-connect-toolbar/;\n    \
         index index.html;\n    \
         absolute_redirect off;\n    \
         gzip_static on;\n    \
         # Needs the module ngx_brotli (Debian: libnginx-mod-http-brotli-static); without it delete the line.\n    \
         brotli_static on;\n    \
         add_header Vary Accept-Encoding;\n    \
         add_header Cache-Control $toolbar_cache;\n{headers}}}\n"
    )
}

fn apache(lists: &HeaderHosts) -> String {
    let marks = marks(lists);
    let headers = lines(lists, |name, value| {
        format!("Header always set {name} \"{}\"\n", value.replace('"', "\\\""))
    });
    let packed = [("br", "br"), ("gzip", "gz")]
        .map(|(coding, ending)| {
            format!(
                "AddEncoding {coding} .{ending}\n\
                 RewriteCond %{{HTTP:Accept-Encoding}} \\b{coding}\\b\n\
                 RewriteCond %{{REQUEST_FILENAME}}.{ending} -f\n\
                 RewriteRule ^(.+)$ $1.{ending} [END]\n"
            )
        })
        .concat();
    // The last ending of a packed file would say what it is.
    let types = PACKED
        .map(|(ending, kind)| {
            format!(
                "<FilesMatch \"\\.{ending}\\.(br|gz)$\">\n    ForceType {kind}\n</FilesMatch>\n"
            )
        })
        .concat();
    format!(
        "# Fusion Connect Toolbar: for Apache 2.4, as .htaccess in the toolbar's folder (AllowOverride FileInfo\n\
         # Indexes) or inside its <Directory>. Needs mod_dir, mod_headers, mod_mime and mod_rewrite.\n{marks}\
         DirectoryIndex index.html\n\
         AddType application/wasm .wasm\n{headers}\
         Header set Cache-Control \"{ASK}\"\n\
         <FilesMatch \"{IMMUTABLE}(\\.(br|gz))?$\">\n    \
         Header set Cache-Control \"{KEEP}\"\n</FilesMatch>\n\
         # The files that are packed already.\n\
         Header merge Vary Accept-Encoding\n\
         RemoveLanguage .br\n{types}\
         RewriteEngine On\n{packed}"
    )
}

/// For `aws cloudfront create-response-headers-policy --response-headers-policy-config file://…`;
/// `Cache-Control` is given to each file as it is copied into the bucket.
fn cloudfront(lists: &HeaderHosts) -> String {
    let quote = |text: &str| format!("\"{}\"", text.replace('"', "\\\""));
    let csp = quote(&content_security_policy(lists));
    let permissions = quote(&permissions_policy(lists));
    format!(
        "{{\n  \"Name\": \"fusion-connect-toolbar\",\n  \
         \"Comment\": \"Headers of the Fusion Connect Toolbar\",\n  \
         \"SecurityHeadersConfig\": {{\n    \
         \"ContentSecurityPolicy\": {{\n      \"Override\": true,\n      \
         \"ContentSecurityPolicy\": {csp}\n    }},\n    \
         \"ContentTypeOptions\": {{ \"Override\": true }},\n    \
         \"ReferrerPolicy\": {{ \"Override\": true, \"ReferrerPolicy\": \"strict-origin-when-cross-origin\" }}\n  }},\n  \
         \"CustomHeadersConfig\": {{\n    \"Quantity\": 1,\n    \"Items\": [\n      \
         {{\n        \"Header\": \"Permissions-Policy\",\n        \"Override\": true,\n        \
         \"Value\": {permissions}\n      }}\n    ]\n  }}\n}}\n"
    )
}

/// Such hosts ask for every file at each use unless told otherwise, and some join two rules that give
/// the same header; so no path may match two of these rules for `Cache-Control`.
fn headers_file(lists: &HeaderHosts) -> String {
    let marks = marks(lists);
    let headers = lines(lists, |name, value| format!("  {name}: {value}\n"));
    let kept: String = [
        "/fusion-connect-toolbar-*",
        "/later-*",
        "/tools-*",
        "/texts-*",
        "/lib/*",
        "/*.css",
        "/*.svg",
    ]
    .map(|path| format!("{path}\n  Cache-Control: {KEEP}\n"))
    .concat();
    format!(
        "# Fusion Connect Toolbar: as _headers in the folder that is published (Netlify, Cloudflare Pages).\n\
         # If the toolbar is under a path, put the path before each of these.\n{marks}/*\n{headers}{kept}"
    )
}

/// The remark that tells which hosts are whose.
fn marks(lists: &HeaderHosts) -> String {
    let row = |name: &str, hosts: &str| {
        let hosts = if hosts.is_empty() { "none" } else { hosts };
        format!("#   {name}: {hosts}\n")
    };
    format!(
        "# Hosts that are named below; change them wherever they stand:\n{}{}{}{}",
        row("1. Connect (also in Permissions-Policy)", &lists.connect.join(" ")),
        row("   and sign-on", &lists.sign_on.join(" ")),
        row("2. Fusion origins", &lists.fusion.join(" ")),
        row("3. UEF host (only where UEF may be used)", lists.uef.as_deref().unwrap_or_default()),
    )
}

fn lines(lists: &HeaderHosts, line: impl Fn(&str, &str) -> String) -> String {
    headers(lists).map(|(name, value)| line(name, &value)).concat()
}

fn or_none(hosts: &[String]) -> String {
    if hosts.is_empty() { "'none'".to_owned() } else { hosts.join(" ") }
}

fn sources(directive: &str, hosts: &str) -> String {
    if hosts.is_empty() { directive.to_owned() } else { format!("{directive} {hosts}") }
}
