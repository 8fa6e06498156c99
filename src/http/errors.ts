import { defineFaults } from "#kernel";

/** What can go wrong with a request itself. */
export const httpFaults = defineFaults({
  HTTP_BAD_MAPPING: {
    kind: "badInput",
    zh: "列映射不能使用：{problem}",
    en: "The mapping of columns cannot be used: {problem}",
  },
  HTTP_ROUTE_WITHOUT_ACCESS: {
    kind: "internal",
    zh: "路由 {method} {url} 未声明谁可以调用",
    en: "The route {method} {url} does not declare who may call it",
  },
  HTTP_REQUEST_INVALID: {
    kind: "badInput",
    zh: "请求不符合接口约定",
    en: "The request does not match the interface",
  },
  HTTP_NOT_FOUND: {
    kind: "notFound",
    zh: "没有此地址",
    en: "There is nothing at this address",
  },
  HTTP_BODY_TOO_LARGE: {
    kind: "badInput",
    zh: "请求正文过大",
    en: "The body of the request is too large",
  },
  HTTP_MEDIA_TYPE_UNKNOWN: {
    kind: "badInput",
    zh: "不支持的正文类型",
    en: "The media type of the body is not supported",
  },
  HTTP_ROUTE_WITHOUT_KEY: {
    kind: "internal",
    zh: "写入路由 {url} 未声明幂等键",
    en: "The route {url} writes and does not declare the idempotency key",
  },
  HTTP_FOREIGN_ORIGIN: {
    kind: "forbidden",
    zh: "拒绝来自其他网站的请求",
    en: "Requests from other sites are refused",
  },
  HTTP_HOST_UNKNOWN: {
    kind: "forbidden",
    zh: "拒绝以主机名 {host} 发来的请求：服务只监听本机",
    en: "Requests for the host {host} are refused: the server listens on this machine only",
  },
  HTTP_STARTING: {
    kind: "unavailable",
    zh: "服务正在启动，请稍候",
    en: "The server is starting; try again shortly",
  },
  HTTP_INTERNAL: {
    kind: "internal",
    zh: "服务内部错误，原因见服务日志（请求 {id}）",
    en: "Internal error; the server's log says why (request {id})",
  },
});
