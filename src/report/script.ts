/**
 * The script of every page: which language is shown. It is kept in the address, because browsers give pages opened
 * from a file no storage that they share. Without the script a page is Chinese and complete.
 */
export const languageScript = `
(function(){
var root=document.documentElement;
function show(language){
root.dataset.language=language;root.lang=language==="en"?"en":"zh-CN";
document.querySelectorAll("[data-en]").forEach(function(node){
if(node.dataset.zh===undefined)node.dataset.zh=node.dataset.attribute?node.getAttribute(node.dataset.attribute):node.textContent;
var text=node.dataset[language];
if(node.dataset.attribute)node.setAttribute(node.dataset.attribute,text);else node.textContent=text;
});
document.querySelectorAll("a[data-page]").forEach(function(link){
link.href=link.getAttribute("href").replace(/[?]lang=en/,"").replace(/(#|$)/,(language==="en"?"?lang=en":"")+"$1");
});
}
show(/[?&]lang=en/.test(location.search)?"en":"zh");
document.querySelector("button.language").addEventListener("click",function(){
var language=root.dataset.language==="en"?"zh":"en";show(language);
try{history.replaceState(null,"",location.pathname+(language==="en"?"?lang=en":"")+location.hash)}catch(e){}
});
})();
`.trim();

/** Search, filter and sort of the enterprise table; cells carry what they sort by in data-v. */
export const tableScript = `
(function(){
var table=document.getElementById("enterprise-table");if(!table)return;
var body=table.tBodies[0],rows=Array.prototype.slice.call(body.rows);
var search=document.getElementById("search"),grade=document.getElementById("grade"),decision=document.getElementById("decision");
function filter(){
var words=search.value.trim().toLowerCase(),count=0;
rows.forEach(function(row){
var is=row.dataset.text.indexOf(words)>=0&&(!grade.value||row.dataset.grade===grade.value)&&(!decision.value||row.dataset.decision===decision.value);
row.hidden=!is;if(is)count++;
});
document.getElementById("shown").textContent=count;
document.getElementById("no-match").hidden=count>0;
}
[search,grade,decision].forEach(function(control){control.addEventListener("input",filter)});
table.querySelectorAll("th button").forEach(function(button){
button.addEventListener("click",function(){
var head=button.parentNode,column=head.cellIndex,down=head.getAttribute("aria-sort")==="ascending";
table.querySelectorAll("th").forEach(function(other){other.removeAttribute("aria-sort")});
head.setAttribute("aria-sort",down?"descending":"ascending");
var sign=down?-1:1;
rows.sort(function(left,right){
var a=left.cells[column].dataset.v,b=right.cells[column].dataset.v;
if(a===""||b==="")return a===b?0:a===""?1:-1;
var x=Number(a),y=Number(b);
return sign*(isNaN(x)||isNaN(y)?a.localeCompare(b,"zh-CN",{numeric:true}):x-y);
});
rows.forEach(function(row){body.appendChild(row)});
});
});
filter();
})();
`.trim();
