// A CloudFront function for viewer requests: a bucket has no index pages, so `/check/` is answered with
// `/check/index.html`, and `/check` is sent on to `/check/` with its query.
function handler(event) {
  var request = event.request;
  var uri = request.uri;
  if (uri.endsWith('/')) {
    request.uri = uri + 'index.html';
    return request;
  }
  if (uri.split('/').pop().indexOf('.') >= 0) {
    return request;
  }
  var query = Object.keys(request.querystring)
    .map(function (name) {
      var one = request.querystring[name];
      var all = one.multiValue || [one];
      return all
        .map(function (given) {
          return given.value === '' ? name : name + '=' + given.value;
        })
        .join('&');
    })
    .join('&');
  // Two slashes in front would name another host.
  var path = '/' + uri.replace(/^[\/\\]+/, '') + '/';
  return {
    statusCode: 302,
    statusDescription: 'Found',
    headers: { location: { value: path + (query ? '?' + query : '') } },
  };
}
