<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:f" xmlns:m="http://www.w3.org/2005/xpath-functions/map"
  xpath-default-namespace="urn:none">
  <xsl:function name="f:yes"><xsl:param name="node"/><xsl:sequence select="m:size(map { 'a': 1 }) = 1 and empty($node/root()/r)"/></xsl:function>
</xsl:stylesheet>
